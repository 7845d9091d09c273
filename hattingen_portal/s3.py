"""Uploads in a store with the interface of S3, which several web servers share (PORTAL_S3_URL)."""

from typing import Any

from storages.backends.s3 import S3Storage


class S3Ablage(S3Storage):
    """A private bucket: nobody reads from it but the portal, which says who may see what."""

    def get_default_settings(self) -> dict[str, Any]:
        """Set for every store what docs/betrieb.md promises."""
        eigene = {
            "default_acl": None,  # that of the bucket; many stores know no others
            "file_overwrite": False,
            "addressing_style": "path",
            "signature_version": "s3v4",
        }
        return super().get_default_settings() | eigene
