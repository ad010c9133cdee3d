"""Pages of the law, one module per task of a reader."""
