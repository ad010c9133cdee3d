"""Observations as tables: take them out, bring them in after looking at what each row would do."""
