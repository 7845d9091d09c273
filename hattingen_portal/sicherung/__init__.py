"""Backup and restore: one file that holds the portal, and the way back from it.

A backup is a ZIP file: the database as SQL, of one snapshot; each file that belongs to the portal;
settings without secrets; and a manifest with sizes and checksums. Its last bytes are a checksum of
all others, so that one that was cut off or altered is refused before anything is touched.
"""


class SicherungError(Exception):
    """A German sentence for whoever makes or restores a backup: what is wrong, and the way out."""
