"""What the pages hand over as files."""
