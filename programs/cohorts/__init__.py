"""Cohorts of programmes: applications without an account, places, sessions, certificates, outcomes."""
