"""Text with headings, lists, links and tables: what it may hold, cleaned, put in order, judged.

`regeln` is the one list that editor and cleaner share; `reinigung` is the cleaner.
"""
