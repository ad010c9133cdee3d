"""Many records at once: export as XLSX and CSV, import with a rehearsal, all or nothing."""
