"""Propose the structure of a law from its text, and correct the proposal; pure, nothing of Django."""
