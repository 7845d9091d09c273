"""The picture that others show when they link to a conference, 1200 × 630 pixels."""
