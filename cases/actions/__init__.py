"""What people do with cases, one module per task: check, lock, write, record the access."""
