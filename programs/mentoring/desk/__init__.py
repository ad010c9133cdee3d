"""The officers' pages of mentoring."""
