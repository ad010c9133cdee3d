"""The account pages, one module per task."""
