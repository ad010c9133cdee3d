"""Search: what was typed (query), expanded by the glossary (glossary), as a tsquery (tsquery)."""
