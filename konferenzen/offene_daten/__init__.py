"""Everything public about the conferences as data for programs and spreadsheets.

`felder` is the one list of columns (made of `typen`, with the words of `status`), `filter` what
they may be narrowed by, `formate` the bytes, `views` the addresses.
"""
