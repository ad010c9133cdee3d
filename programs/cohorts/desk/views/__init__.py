"""Views of programme officers, one module a task."""
