"""Stemmers: one module per language that needs its own, words in and keys out; pure."""
