"""PDFs that people upload: whether a screen reader can read them, and who is told of it."""
