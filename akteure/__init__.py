"""Organisations and people who work on social topics in the districts."""
