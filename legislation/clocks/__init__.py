"""When something is due: the arithmetic of statutory terms, with its working. Pure."""
