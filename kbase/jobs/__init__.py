"""Work that a person shouldn't wait for: begun on a page, done by a worker, progress and result shown."""
