"""Statistics about cases: fixed tables, only with consent, small numbers left out, frozen by month."""
