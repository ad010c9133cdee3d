"""Loading of the reference data: read, validate all of it, flatten into rows, bring the database in line."""
