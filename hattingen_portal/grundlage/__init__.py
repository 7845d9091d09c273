"""The ground that every app stands on: no model of the domain, no import from above."""
