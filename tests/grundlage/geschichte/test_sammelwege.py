"""Writing many rows at once goes past their history: where it is done, it has a reason."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

RAEUME = ("hattingen_portal", "aktuelles", "konferenzen", "akteure", "quartiere")
SAMMELWEGE = {"bulk_create", "bulk_update", "bulk_create_with_history", "update"}
# Whoever adds a line says why nobody misses these writes in a history.
BEGRUENDET = {
    ("hattingen_portal/anmeldung/faktor.py", "bulk_create"): "codes: no history",
    # What is to be forgotten would live on in an entry about it.
    ("hattingen_portal/datenschutz/abgelaufen.py", "update"): "names in histories and ledger",
    ("hattingen_portal/datenschutz/akteur.py", "update"): "consent in the history, notes",
    ("hattingen_portal/datenschutz/ansprechperson.py", "update"): "copies in the history",
    ("hattingen_portal/datenschutz/konto.py", "update"): "names in histories and ledger",
    ("hattingen_portal/datenschutz/speichern.py", "update"): "addresses in histories and ledger",
    ("hattingen_portal/grundlage/bildpflege.py", "update"): "same picture, another name",
    ("hattingen_portal/grundlage/geschichte/bestand.py", "bulk_create"): "is the history",
    ("hattingen_portal/grundlage/pdf/pflege.py", "update"): "what the program finds in a PDF",
    ("hattingen_portal/lasttest.py", "bulk_create"): "rows that nobody keeps",
    ("hattingen_portal/meldungen/eingang.py", "bulk_create"): "messages: no history",
    ("hattingen_portal/rollen/admin.py", "bulk_create"): "accounts: no history",
    ("konferenzen/admin/vorgaenge/raeume.py", "update"): "until each row is saved at once",
    ("konferenzen/berichtigung.py", "update"): "a time stamp, and the ledger",
    ("konferenzen/fortschreibung.py", "update"): "a time stamp, and the ledger",
}
WIE_OFT = {
    ("hattingen_portal/datenschutz/abgelaufen.py", "update"): 3,
    ("hattingen_portal/datenschutz/akteur.py", "update"): 3,
    ("hattingen_portal/datenschutz/ansprechperson.py", "update"): 2,
    ("hattingen_portal/datenschutz/konto.py", "update"): 3,
    ("hattingen_portal/lasttest.py", "bulk_create"): 7,
    ("hattingen_portal/grundlage/bildpflege.py", "update"): 2,
    ("hattingen_portal/grundlage/geschichte/bestand.py", "bulk_create"): 2,
    ("konferenzen/berichtigung.py", "update"): 3,
    ("konferenzen/fortschreibung.py", "update"): 2,
}


def test_no_row_with_a_history_is_written_past_it() -> None:
    gefunden = Counter(
        (datei.relative_to(settings.BASE_DIR).as_posix(), name)
        for raum in RAEUME
        for datei in (Path(settings.BASE_DIR) / raum).rglob("*.py")
        if "migrations" not in datei.parts
        for name in _sammelwege(ast.parse(datei.read_text()))
    )
    assert gefunden == dict.fromkeys(BEGRUENDET, 1) | WIE_OFT


def _sammelwege(baum: ast.AST) -> Iterator[str]:
    """Give the calls that write many rows; the `update` of a dict takes an argument, or vars()."""
    for aufruf in ast.walk(baum):
        if isinstance(aufruf, ast.Call) and isinstance(aufruf.func, ast.Attribute):
            name, woran = aufruf.func.attr, aufruf.func.value
            von_dict = name == "update" and (aufruf.args or ast.unparse(woran).startswith("vars("))
            if name in SAMMELWEGE and not von_dict:
                yield name
