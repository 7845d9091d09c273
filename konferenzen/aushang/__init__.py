"""Posters: a conference, or a round, on paper."""
