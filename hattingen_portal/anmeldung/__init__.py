"""How staff log in: password, second factor, locks, session, and the way back in."""
