"""What the tests of the admin share: the open form, the sent list, and what came back."""

from typing import Any

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from konferenzen.models import Konferenz
from tests.seitenformular import formular

LISTE = reverse("admin:konferenzen_konferenz_changelist")
BELEGT = "Der Raum ist zu dieser Zeit schon belegt."


def form_url(konferenz: Konferenz) -> str:
    return reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk])


def offen(client: Client, konferenz: Konferenz) -> dict[str, Any]:
    """Give what the open form of the conference would send."""
    return formular(client.get(form_url(konferenz)).content, "konferenz_form")


def offene_liste(client: Client, auswahl: str = "") -> dict[str, Any]:
    return formular(client.get(LISTE + auswahl).content, "changelist-form") | {"_save": "Sichern"}


def zeile(daten: dict[str, Any], konferenz: Konferenz) -> str:
    """Give the prefix of the conference's row."""
    schluessel = next(
        k for k, wert in daten.items() if k.endswith("-id") and wert == str(konferenz.pk)
    )
    return schluessel.removesuffix("-id")


def frisch(konferenz: Konferenz) -> Konferenz:
    return Konferenz.objects.get(pk=konferenz.pk)


def fehler(antwort: Any) -> dict[str, list[str]]:
    """Give the messages of the form that came back, by field."""
    assert antwort.status_code == 200
    return {feld: list(texte) for feld, texte in antwort.context["adminform"].form.errors.items()}


def zeilenfehler(antwort: Any, konferenz: Konferenz) -> dict[str, list[str]]:
    assert antwort.status_code == 200
    for form in antwort.context["cl"].formset.forms:
        if form.instance.pk == konferenz.pk:
            return {feld: list(texte) for feld, texte in form.errors.items()}
    raise AssertionError(konferenz)


def meldungen(antwort: Any) -> list[str]:
    return [str(m) for m in get_messages(antwort.wsgi_request)]


def aktion(client: Client, name: str, *konferenzen: Konferenz, **mehr: str) -> Any:
    daten = {"action": name, "_selected_action": [k.pk for k in konferenzen]} | mehr
    return client.post(LISTE, daten)


def mit_unterlage(client: Client, konferenz: Konferenz, *inhalte: bytes) -> list[str]:
    """Save the conference with a new PDF for each of `inhalte`; give what is said of them."""
    daten = offen(client, konferenz) | {"unterlagen-TOTAL_FORMS": str(len(inhalte))}
    for nummer, inhalt in enumerate(inhalte):
        daten |= {
            f"unterlagen-{nummer}-art": "programm",
            f"unterlagen-{nummer}-titel": "Programm",
            f"unterlagen-{nummer}-datei": SimpleUploadedFile("x.pdf", inhalt),
        }
    antwort = client.post(form_url(konferenz), daten)
    assert antwort.status_code == 302
    return [m for m in meldungen(antwort) if m.startswith("PDF")]
