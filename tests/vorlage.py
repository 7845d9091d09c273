"""Data folders that are made once in a run of the tests, and copied by whoever needs one.

To make all tables costs as much time as a hundred tests.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.umgebung import UMGEBUNG, WURZEL

GEDULD = 300.0  # seconds for one on a machine that has much else to do
ORDNER = "TESTVORLAGEN"  # the variable that tells the workers of a run where they are


def bereitstellen() -> None:
    """Make the folder for those of this run; before its workers start."""
    os.environ[ORDNER] = tempfile.mkdtemp(prefix="portal-vorlagen-")


def aufraeumen() -> None:
    """Remove them; when the workers have ended."""
    shutil.rmtree(os.environ.pop(ORDNER))


def tabellen(ziel: Path) -> None:
    """Put at `ziel`, which is not there yet, a data folder with all tables, as after `migrate`."""
    kopieren("tabellen", ziel, lambda daten: python("manage.py", "migrate", "-v0", daten=daten))


def kopieren(name: str, ziel: Path, machen: Callable[[Path], None]) -> None:
    """Put at `ziel`, which is not there yet, a copy of the data folder `name`.

    Who asks first makes it: `machen` gets the path, and leaves a folder there and no process.
    Outside a run of tests nobody shares it.
    """
    if ORDNER not in os.environ:
        machen(ziel)
        return
    vorlage = Path(os.environ[ORDNER]) / name
    with vorlage.with_suffix(".lock").open("w") as sperre:
        fcntl.flock(sperre, fcntl.LOCK_EX)
        if not vorlage.exists():
            halb = vorlage.with_suffix(".neu")
            machen(halb)
            halb.rename(vorlage)
    # Not by shutil, which would give the database's files to another account.
    subprocess.run(["cp", "-a", "--reflink=auto", vorlage, ziel], check=True)


def python(*befehl: str, daten: Path, **umgebung: str) -> None:
    """Run a command of Python on the data folder `daten` to its end."""
    subprocess.run(
        [sys.executable, *befehl],
        cwd=WURZEL,
        env=UMGEBUNG | {"PORTAL_DATEN": str(daten)} | umgebung,
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=GEDULD,
    )
