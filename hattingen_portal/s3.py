"""Uploads in a store with the interface of S3, which several web servers share (PORTAL_S3_URL)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.cache import cache
from django.core.files import File
from storages.backends.s3 import S3Storage

from hattingen_portal.grundlage.ablage import AblageFortError

# Half a page of pictures and documents fits in; within it, jumping about costs no request.
PUFFER = 512 * 1024  # bytes
EIN_TAG = 60 * 60 * 24  # seconds
# A store that is away must not hold a worker's threads for minutes (seconds). Checksums that are
# younger than many a store are left out where the interface does not ask for them.
VERBINDUNG = Config(
    connect_timeout=3,
    read_timeout=15,
    retries={"max_attempts": 2},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class S3Ablage(S3Storage):
    """A private bucket: nobody reads from it but the portal, which says who may see what."""

    def get_default_settings(self) -> dict[str, Any]:
        """Set for every store what docs/betrieb.md promises."""
        vorgaben: dict[str, Any] = super().get_default_settings()
        return vorgaben | {
            "default_acl": None,  # that of the bucket; many stores know no others
            "file_overwrite": False,
            "client_config": VERBINDUNG,
        }

    def _open(self, name: str, mode: str = "rb") -> File:  # noqa: ARG002 - Django's signature
        """Give the file, to be read from where one likes; raises FileNotFoundError.

        The package's own would fetch a film whole before it gives out the first part of it.
        """
        objekt = self.bucket.Object(self._normalize_name(name))
        with _uebersetzt(name):
            objekt.load()
        return File(io.BufferedReader(_Strom(objekt), PUFFER), name)

    def _save(self, name: str, content: File) -> str:
        with _uebersetzt(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Delete the file; one that is not there is gone already."""
        with _uebersetzt(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file."""
        with _uebersetzt(name):
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Give the folders and the files in the folder `name`."""
        with _uebersetzt(name):
            ordner, dateien = super().listdir(name)
            return ordner, dateien

    def size(self, name: str) -> int:
        """Give the bytes of a file; a page with many documents asks for each, so it is kept.

        No name is used for two contents. Raises FileNotFoundError.
        """
        gemerkt: int | None = cache.get(schluessel := f"groesse:{name}")
        if gemerkt is None:
            with _uebersetzt(name):
                gemerkt = int(super().size(name))
            cache.set(schluessel, gemerkt, EIN_TAG)
        return gemerkt

    def get_modified_time(self, name: str) -> datetime:
        """Give when it was stored, aware; raises FileNotFoundError."""
        with _uebersetzt(name):
            zeit: datetime = super().get_modified_time(name)
            return zeit


@contextmanager
def _uebersetzt(name: str) -> Iterator[None]:
    """Raise for what the store answers what a disk would, and AblageFortError where it is away."""
    try:
        yield
    except ClientError as fehler:
        if fehler.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from fehler
        raise AblageFortError(type(fehler).__name__) from fehler
    except BotoCoreError as fehler:
        raise AblageFortError(type(fehler).__name__) from fehler


class _Strom(io.RawIOBase):
    """A file in the store: one request from where reading begins to the end, or broken off."""

    def __init__(self, objekt: Any) -> None:
        self._objekt = objekt
        self._laenge: int = objekt.content_length
        self._stelle = 0
        self._antwort: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stelle

    def seek(self, versatz: int, woher: int = io.SEEK_SET) -> int:
        von = {io.SEEK_SET: 0, io.SEEK_CUR: self._stelle, io.SEEK_END: self._laenge}[woher]
        if von + versatz != self._stelle:
            self._abbrechen()
            self._stelle = von + versatz
        return self._stelle

    def readinto(self, puffer: Any) -> int:
        if self._stelle >= self._laenge:
            return 0
        with _uebersetzt(self._objekt.key):
            if self._antwort is None:
                self._antwort = self._objekt.get(Range=f"bytes={self._stelle}-")["Body"]
            stueck = self._antwort.read(len(puffer))
        puffer[: len(stueck)] = stueck
        self._stelle += len(stueck)
        return len(stueck)

    def close(self) -> None:
        self._abbrechen()
        super().close()

    def _abbrechen(self) -> None:
        if self._antwort is not None:
            self._antwort.close()
            self._antwort = None
