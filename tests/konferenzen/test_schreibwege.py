"""Every way to change a public fact ends in the ledger, once, with who did it and why."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.vorgaenge.schritte import adresse, ausfuehren, eintraege, uebergabe
from tests.seitenformular import formular
from tests.verwaltung import LISTE, form_url, offen, offene_liste, zeile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
GRUND = "Der Saal ist gesperrt."
Weg = Callable[[Client, Konferenz], Any]


def berichtigen(sb: Client, art: str, pk: int, **felder: str) -> None:
    """Correct in the admin what the conference refers to."""
    app = "quartiere" if art == "stadtteil" else "konferenzen"
    seite = reverse(f"admin:{app}_{art}_change", args=[pk])
    daten = formular(sb.get(seite).content, f"{art}_form") | felder
    assert sb.post(seite, daten).status_code == 302


def formularweg(sb: Client, konferenz: Konferenz) -> None:
    daten = offen(sb, konferenz) | {"beginn_1": "18:00", "ende_1": "20:00", "statusgrund": GRUND}
    assert sb.post(form_url(konferenz), daten).status_code == 302


def liste(sb: Client, konferenz: Konferenz) -> None:
    daten = offene_liste(sb)
    daten[f"{zeile(daten, konferenz)}-status"] = "abgesagt"
    assert sb.post(LISTE, daten).status_code == 302


def vorgang(sb: Client, konferenz: Konferenz) -> None:
    ausfuehren(sb, adresse("absagen", konferenz), grund=GRUND)


def mehrere(sb: Client, konferenz: Konferenz) -> None:
    andere = f.konferenz(beginn=MONTAG + timedelta(days=1))
    ausfuehren(sb, adresse("zurueckziehen", konferenz, andere), grund=GRUND)


def anderes_haus(sb: Client, konferenz: Konferenz) -> None:
    ziel = f.ort("Haus Forstmann")
    assert konferenz.ort
    ausfuehren(sb, uebergabe(konferenz.ort), ziel=str(ziel.pk), grund=GRUND)


def ort(sb: Client, konferenz: Konferenz) -> None:
    berichtigen(sb, "veranstaltungsort", konferenz.ort_id, hausnummer="2a")


def stadtteil(sb: Client, konferenz: Konferenz) -> None:
    berichtigen(sb, "stadtteil", konferenz.stadtteil_id, name="Welper-Nord")


def runde(sb: Client, konferenz: Konferenz) -> None:
    berichtigen(sb, "runde", konferenz.runde_id, beispiel="on")


@pytest.mark.parametrize(
    ("weg", "art", "grund"),
    [
        (formularweg, "verlegt", GRUND),
        (liste, "abgesagt", ""),
        (vorgang, "abgesagt", GRUND),
        (mehrere, "zurueckgezogen", GRUND),
        (anderes_haus, "ort_geaendert", GRUND),
        (ort, "ort_berichtigt", ""),
        (stadtteil, "angaben", ""),
        (runde, "angaben", ""),
    ],
)
def test_the_admin_enters_what_it_changes(sb: Client, weg: Weg, art: str, grund: str) -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort(), stadtteil=f.stadtteil("Welper"))

    weg(sb, konferenz)

    assert eintraege(konferenz) == [(1, ["bekanntgegeben"], "", ""), (2, [art], grund, "sb")]
    assert Konferenz.objects.get(pk=konferenz.pk).sequenz == 2


def test_the_admin_enters_a_publication_at_its_time(sb: Client) -> None:
    konferenz = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)

    zeiten = {"veroeffentlichen_ab_0": "20.01.2026", "veroeffentlichen_ab_1": "08:00"}
    ausfuehren(sb, adresse("veroeffentlichen", konferenz), **zeiten)

    assert eintraege(konferenz) == [(1, ["bekanntgegeben"], "", "sb")]
    assert konferenz.aenderungen.get().zeitpunkt == f.berlin(2026, 1, 20, 8)


def test_the_importer_enters_what_it_changes(tmp_path: Path) -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort(), stadtteil=f.stadtteil("Welper"))
    datei = tmp_path / "liste.txt"
    datei.write_text("Welper | Di., 27. Januar 2026, 17–19 Uhr |", encoding="utf-8")

    call_command("termine_importieren", str(datei), runde="Frühjahr 2026", grund=GRUND)

    assert eintraege(konferenz) == [(1, ["bekanntgegeben"], "", ""), (2, ["verlegt"], GRUND, "")]
