"""The lines of the log for a machine: one JSON object each, in which nobody is named.

A log is read by more people than the data, and kept in more places (GDPR Art. 5 (1) c). So a line
tells what happened where in the code and on which kind of page; no address of a person or a line,
nothing of what somebody asked for or wrote.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError

# Errors in which a server speaks of itself; all others may repeat what stands in a row.
UEBER_SICH_SELBST = (OperationalError, InterfaceError, psycopg.OperationalError, OSError)
# gunicorn's words for bytes that are no request; what follows was written by whoever sent them.
KEINE_ANFRAGE = "Invalid request from ip="
_EMAIL = re.compile(r"[^\s<>\"'(),;:=]+(?:@|%40)[^\s<>\"'(),;:=]+")
_ABFRAGE = re.compile(r"\?[^\s\"']+")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F]{0,4}:(?:[0-9a-fA-F]{0,4}:)+[0-9a-fA-F]{0,4}(?!\w)")


class JsonZeile(logging.Formatter):
    """Writes an entry as one line: `zeit` (UTC), `stufe`, `quelle`, `meldung`, and of an error
    `fehler` with `spur`, the places in the code without the values that were there.
    """

    def format(self, eintrag: logging.LogRecord) -> str:
        angaben: dict[str, Any] = {
            "zeit": datetime.fromtimestamp(eintrag.created, UTC).isoformat(timespec="milliseconds"),
            "stufe": eintrag.levelname,
            "quelle": eintrag.name,
            "meldung": gesaeubert(_meldung(eintrag)),
        }
        if eintrag.exc_info and eintrag.exc_info[1] is not None:
            _, fehler, spur = eintrag.exc_info
            angaben |= {"fehler": gesaeubert(_kurz(fehler)), "spur": _spur(spur)}
        # Without letters beyond ASCII no reader finds the end of a line inside of one.
        return json.dumps(angaben)


def gesaeubert(text: str) -> str:
    """Give `text` without e-mail addresses, network addresses and what follows a question mark."""
    text = _ABFRAGE.sub("?…", text)
    text = _EMAIL.sub("[E-Mail]", text)
    text = _IPV4.sub("[Adresse]", text)
    return _IPV6.sub(lambda treffer: _ohne_ipv6(treffer[0]), text)


def _meldung(eintrag: logging.LogRecord) -> str:
    """Give the message with the page's pattern in place of its address, and errors cut short."""
    if isinstance(eintrag.msg, str) and eintrag.msg.startswith(KEINE_ANFRAGE):
        return "Unlesbare Anfrage"
    anfrage = getattr(eintrag, "request", None)
    pfad = str(getattr(anfrage, "path", ""))
    # Django writes it in escapes where it is about to enter it (django.utils.log.log_response).
    schreibweisen = {pfad, pfad.encode("unicode_escape").decode("ascii")} - {""}

    def ersetzt(wert: Any) -> Any:
        if isinstance(wert, BaseException):
            return _kurz(wert)
        return _muster(anfrage) if isinstance(wert, str) and wert in schreibweisen else wert

    if isinstance(eintrag.msg, BaseException):
        return _kurz(eintrag.msg)
    if not isinstance(eintrag.args, tuple) or not eintrag.args:
        return eintrag.getMessage()
    return str(eintrag.msg) % tuple(ersetzt(wert) for wert in eintrag.args)


def _muster(anfrage: Any) -> str:
    """Give the pattern of the page that was asked for, such as /vorschau/<str:marke>/."""
    treffer = getattr(anfrage, "resolver_match", None)
    return f"/{treffer.route}" if treffer else "(keine Seite)"


def _kurz(fehler: BaseException) -> str:
    """Give the kind of an error, and its first line where that cannot speak of a person."""
    art = type(fehler).__name__
    if isinstance(fehler, OSError) and fehler.filename is not None:
        return f"{art}: {fehler.strerror}"
    if isinstance(fehler, UEBER_SICH_SELBST) and (zeilen := str(fehler).splitlines()):
        return f"{art}: {zeilen[0]}"
    return art


def _spur(spur: TracebackType | None) -> list[str]:
    return [
        f"{stelle.filename}:{stelle.lineno} {stelle.name}" for stelle in traceback.extract_tb(spur)
    ]


def _ohne_ipv6(text: str) -> str:
    """Give `text` as it is unless it is an IPv6 address: a time of day has colons, too."""
    adresse = text.removesuffix(":") if not text.endswith("::") else text
    try:
        ip_address(adresse)
    except ValueError:
        return text
    return "[Adresse]" + text[len(adresse) :]
