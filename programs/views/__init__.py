"""Pages of programmes, organisations, help, collaboration, indicators and targets."""
