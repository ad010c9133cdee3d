"""What editors and reviewers do to the law: each step one action, checked, atomic, told to search."""
