"""The districts, their parts, and who in the office is there for them."""
