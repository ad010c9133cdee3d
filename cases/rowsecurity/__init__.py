"""The second lock on cases: PostgreSQL's row-level security, installed by the owner at each migrate."""
