"""The editors' side: one module per noun family, as in the models."""

from legislation.admin import amounts, changes, laws, loading, norms, places, provisions, versions, vocabulary

__all__ = ["amounts", "changes", "laws", "loading", "norms", "places", "provisions", "versions", "vocabulary"]
