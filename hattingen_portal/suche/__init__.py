"""The search over everything public.

`worte` reads what a person typed, `abfrage` asks the database with the SQL of `quellen` and
`verwandte`, `bereiche` says what is public, `funde` makes of the found rows what the page prints.
"""
