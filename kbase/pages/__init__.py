"""Pages that belong to no single app: home, about, safety, errors."""
