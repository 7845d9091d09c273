"""The handbook of the office, in the admin: docs/handbuch.md, and the way to it from each page."""
