"""Programs that measure the portal; each prints a table and says how it is run."""
