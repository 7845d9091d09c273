"""What is written about the periods, for operators and for the public, is what the table says."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from hattingen_portal.datenschutz import fristen
from hattingen_portal.datenschutz.tabelle import als_markdown
from hattingen_portal.seiten.grundtexte_datenschutz import ABSCHNITTE

DOKUMENT = Path(settings.BASE_DIR) / "docs/datenschutz.md"
STUNDE = timedelta(hours=1)  # between two runs of the worker


def test_the_documentation_prints_the_table() -> None:
    zeilen = [zeile for zeile in DOKUMENT.read_text().splitlines() if zeile.startswith("|")]
    assert "\n".join(zeilen) == als_markdown()


def test_the_public_page_asks_to_confirm_the_periods_that_hold() -> None:
    eingestellt = {
        titel: re.findall(r"Löschfrist, eingestellt: ([^\]]+)\]\]", text)
        for titel, text in ABSCHNITTE.items()
    }
    meldung = [fristen.MELDUNG.worte.deutsch]
    assert {titel: worte for titel, worte in eingestellt.items() if worte} == {
        "Wenn Sie uns über das Kontaktformular schreiben": meldung,
        "Wenn Sie eine Barriere melden": meldung,
        "Wenn Sie einen Eintrag berichtigen": meldung,
        "E-Mails": [fristen.MAIL.worte.deutsch],
        "Verzeichnis „Wer mitmacht“": [fristen.WIDERRUFEN.worte.deutsch],
        "Anmeldung von Mitarbeitenden": [fristen.VERLAUF.worte.deutsch],
    }
    assert meldung == ["1 Jahr nach dem Abschluss; offene bleiben"]


def test_what_the_public_page_promises_outright_holds() -> None:
    anmeldung = " ".join(ABSCHNITTE["Anmeldung von Mitarbeitenden"].split())
    assert "nach spätestens anderthalb Stunden löscht es sie" in anmeldung
    assert fristen.ANMELDEVERSUCH.dauer
    assert fristen.ANMELDEVERSUCH.dauer + STUNDE <= timedelta(minutes=90)
    formulare = " ".join(ABSCHNITTE["Schutz der Formulare"].split())
    assert "nach spätestens zwei Stunden gelöscht" in formulare
    assert fristen.ZAEHLUNG.dauer
    assert fristen.ZAEHLUNG.dauer + STUNDE <= timedelta(hours=2)
