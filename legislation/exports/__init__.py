"""Taking it away: summaries of what a page shows, as PDF, XLSX, CSV, JSON and Markdown."""
