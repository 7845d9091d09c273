"""The pages that the law asks for, and those in Leichte Sprache and sign language.

`maengel.py` alone says what is still missing on a page: its own view, the sitemap, the admin and
`manage.py check --tag inhalt` all ask there.
"""
