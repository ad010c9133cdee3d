"""Load the data of programmes: form, references, rows."""
