"""Walks through the page on which a list is read in, as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse

from konferenzen.models import Konferenz, Runde, Veranstaltungsort
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import meldungen

SEITE = reverse("admin:konferenzen_runde_einlesen")
RUNDE = "Frühjahr 2027"
ZENTRUM = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
KOPF = "Stadtteil | Datum und Uhrzeit | Ort |\n"
NAMEN = ("Welper", "Winz-Baak", "Hattingen-Mitte", "Holthausen", "Blankenstein", "EOBS")


def stadtteile() -> None:
    """Make the six Stadtteile of the lists, in this order."""
    for nummer, name in enumerate(NAMEN):
        f.stadtteil(name, kuerzel=name.removeprefix("Hattingen-"), reihenfolge=nummer)
    eobs = f.Stadtteil.objects.get(name="EOBS")
    for name in ("Elfringhausen", "Oberstüter", "Bredenscheid/Stüter"):
        f.ortsteil(name, stadtteil=eobs)


def liste(*zeilen: str) -> str:
    """Give a list as the city publishes it; each row is "Stadtteil | when | where"."""
    return KOPF + "".join(f"STK {zeile} |\n" for zeile in zeilen)


def einfuegen(client: Client, text: str, **felder: Any) -> Any:
    """Paste a list into the new round."""
    return client.post(SEITE, {"neue_runde": RUNDE, "liste": text, "lesen": ""} | felder)


def eingaben(antwort: Any) -> dict[str, Any]:
    """Give what the form on the page would send."""
    assert antwort.status_code == 200, meldungen(antwort)
    return formular(antwort.content, "einlesen_form")


def senden(client: Client, antwort: Any, knopf: str = "pruefen", **felder: Any) -> Any:
    """Send the page that is open with `felder` filled in; None takes a tick out."""
    daten = eingaben(antwort) | {knopf: ""} | {k.replace("__", "-"): w for k, w in felder.items()}
    return client.post(SEITE, {name: wert for name, wert in daten.items() if wert is not None})


def antworten(client: Client, antwort: Any, worte: str) -> Any:
    """Press the button of an answer."""
    [wert] = [
        wert
        for zeile in antwort.context["zeilen"]
        for teil in zeile.felder.values()
        for beschriftung, wert in teil.antworten
        if beschriftung == worte
    ]
    return client.post(SEITE, eingaben(antwort) | {"setzen": wert})


def speichern(client: Client, antwort: Any, **felder: Any) -> Any:
    """Walk from the rows through the preview to the end."""
    gezeigt = senden(client, antwort, "weiter", **felder)
    assert gezeigt.context["gelesen"].vorschauen, fehler(gezeigt)
    return senden(client, gezeigt, "ausfuehren")


def zeilen(antwort: Any) -> list[tuple[str | None, str]]:
    """Give the Stadtteil of each row and what it comes to."""
    assert antwort.status_code == 200
    return [(z.ergebnis.stadtteil, z.befund) for z in antwort.context["zeilen"]]


def angekreuzt(antwort: Any) -> list[str | None]:
    """Give for each row "ja" where it is ticked, "nein" where it could be, None where not."""
    return [
        ("ja" if z.formular["nehmen"].value() else "nein") if z.angeboten else None
        for z in antwort.context["zeilen"]
    ]


def fehler(antwort: Any) -> dict[str, list[str]]:
    """Give the messages of the whole form, by field."""
    formular = antwort.context.get("formular") or antwort.context["adminform"].form
    return {feld: list(texte) for feld, texte in formular.errors.items()}


def zeilenfehler(antwort: Any, stelle: int = 0) -> dict[str, list[str]]:
    """Give the messages at one row, by field."""
    formular = antwort.context["zeilen"][stelle].formular
    return {feld: list(texte) for feld, texte in formular.errors.items()}


def bestand() -> tuple[int, int, int]:
    """Count what could have been made: rounds, conferences, venues."""
    return Runde.objects.count(), Konferenz.objects.count(), Veranstaltungsort.objects.count()


def gespeichert() -> list[tuple[str, Any, str, str]]:
    """Give Stadtteil, begin, venue and status of every conference, by Stadtteil."""
    return [
        (k.stadtteil.name if k.stadtteil else "", k.beginn, k.ort.name if k.ort else "", k.status)
        for k in Konferenz.objects.mit_umfeld().order_by("stadtteil__reihenfolge", "pk")
    ]
