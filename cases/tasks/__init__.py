"""What the queue does for cases: it finds the tasks of an app here, and nowhere below."""

from cases.tasks import files, nightly

__all__ = ["files", "nightly"]
