"""Checks calendars against RFC 5545, RFC 7986 and the portal's own rules, and believes nobody.

It reads by itself: whoever checks with the code that writes, finds nothing. A contract forbids it
to import that code (pyproject.toml).
"""
