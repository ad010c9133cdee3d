"""Invented cases to try the site with and to measure it by; marked as such by the database, never real."""
