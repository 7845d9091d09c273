"""The version of what the public sees, moved on by the database, and what is built on it."""
