"""Walks through the page of a Vorgang as a browser does: open, preview, do it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from konferenzen.models import Konferenz, Veranstaltungsort
from tests.seitenformular import formular
from tests.verwaltung import meldungen

Ledger = list[tuple[int, list[str], str, str]]


def adresse(name: str, *konferenzen: Konferenz) -> str:
    """Give the page of the Vorgang, of one conference or of several."""
    if len(konferenzen) == 1:
        return reverse(f"admin:konferenzen_konferenz_{name}", args=[konferenzen[0].pk])
    schluessel = ",".join(str(konferenz.pk) for konferenz in konferenzen)
    sammel = reverse("admin:konferenzen_konferenz_vorgang", args=[name])
    return f"{sammel}?konferenzen={schluessel}"


def uebergabe(ort: Veranstaltungsort) -> str:
    return reverse("admin:konferenzen_veranstaltungsort_uebergeben", args=[ort.pk])


def eingaben(antwort: Any) -> dict[str, Any]:
    """Give what the form on the page would send."""
    assert antwort.status_code == 200, meldungen(antwort)
    return formular(antwort.content, "vorgang_form")


def vorschau(client: Client, url: str, **felder: Any) -> Any:
    """Open the page, fill it in and give the preview."""
    return client.post(url, eingaben(client.get(url)) | felder | {"weiter": ""})


def bestaetigen(client: Client, url: str, gezeigt: Any, **felder: Any) -> Any:
    """Press the button below the preview."""
    return client.post(url, eingaben(gezeigt) | felder | {"ausfuehren": ""})


def ausfuehren(client: Client, url: str, **felder: Any) -> str:
    """Walk the whole way and give what the person then reads."""
    gezeigt = vorschau(client, url, **felder)
    assert not gezeigt.context["errors"], gezeigt.context["errors"]
    antwort = bestaetigen(client, url, gezeigt)
    assert antwort.status_code == 302
    return meldungen(antwort)[-1]


def fehler(antwort: Any) -> dict[str, list[str]]:
    """Give the messages of the page that came back, by field."""
    assert antwort.status_code == 200
    assert antwort.context["vorschauen"] == []
    return {feld: list(texte) for feld, texte in antwort.context["errors"].items()}


def eintraege(konferenz: Konferenz) -> Ledger:
    """Give number, kinds, reason and person of each entry in the ledger."""
    zeilen = konferenz.aenderungen.order_by("sequenz")
    return list(zeilen.values_list("sequenz", "arten", "grund", "durch_name"))
