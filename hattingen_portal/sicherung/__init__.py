"""Backup and restore: one file that holds the portal, and the way back from it.

A backup is a ZIP file: the database as SQL, of one snapshot; each file that belongs to the portal;
settings without secrets; and a manifest with sizes and checksums. Its last bytes are a checksum of
all others, so that one that was cut off or altered is refused before anything is touched.
"""

MEDIEN_ANDERSWO = (
    "Die hochgeladenen Dateien sind nicht darin: Sie liegen in der Ablage aus PORTAL_S3_URL, die "
    "eine eigene Sicherung braucht."
)
UNVOLLENDET = (
    "Eine Wiederherstellung läuft noch oder wurde abgebrochen. Bitte bringen Sie sie zuerst zu "
    "Ende: manage.py wiederherstellen"
)


class SicherungError(Exception):
    """A German sentence for whoever makes or restores a backup: what is wrong, and the way out."""
