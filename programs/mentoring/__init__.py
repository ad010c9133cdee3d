"""Mentoring: who can help whom, when both can meet, and what becomes of it."""
