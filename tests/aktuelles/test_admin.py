"""The admin of the news: its states, its pictures, its text, and the nonce of its editor."""

from datetime import timedelta
from io import BytesIO
from pathlib import PurePath

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.bildannahme import HEIC
from tests import fabriken as f
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
NEU = reverse("admin:aktuelles_beitrag_add")
LISTE = reverse("admin:aktuelles_beitrag_changelist")


def neuer(client: Client) -> dict[str, object]:
    return formular(client.get(NEU).content, "beitrag_form") | {
        "titel": "Neues aus Welper",
        "teaser": "Kurz.",
        "text": "<p>Lang.</p>",
    }


def bild(name: str = "haus.png") -> SimpleUploadedFile:
    ausgabe = BytesIO()
    Image.new("RGB", (200, 100)).save(ausgabe, "PNG")
    return SimpleUploadedFile(name, ausgabe.getvalue(), "image/png")


def test_the_text_arrives_cleaned(sb: Client) -> None:
    text = '<h1>Zu groß</h1><p onclick="x()">Gut <strong>fett</strong><script>x()</script></p>'
    assert sb.post(NEU, neuer(sb) | {"text": text}).status_code == 302
    beitrag = Beitrag.objects.get()
    assert beitrag.text == "<h2>Zu groß</h2><p>Gut <strong>fett</strong></p>"
    assert (beitrag.slug, beitrag.veroeffentlichen_ab) == ("neues-aus-welper", None)


def test_a_picture_needs_its_description_at_the_field(sb: Client) -> None:
    antwort = sb.post(NEU, neuer(sb) | {"bild": bild()})
    assert fehler(antwort) == {
        "bild_alt": ["Bitte beschreiben Sie das Bild in einem Satz: Was ist zu sehen?"]
    }
    assert Beitrag.objects.count() == 0
    assert sb.post(NEU, neuer(sb) | {"bild": bild(), "bild_alt": "Ein Haus."}).status_code == 302


def test_a_picture_that_cannot_be_kept_says_why_at_the_field(sb: Client) -> None:
    heic = SimpleUploadedFile("haus.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/jpeg")
    antwort = sb.post(NEU, neuer(sb) | {"bild": heic, "bild_alt": "x"})
    assert fehler(antwort) == {"bild": [HEIC]}
    assert Beitrag.objects.count() == 0
    [auswahl] = [e for e in Seite(antwort.text).alle("input") if e.attrs.get("name") == "bild"]
    assert auswahl.attrs["accept"] == "image/jpeg,image/png,image/webp,image/avif,image/gif"


def test_a_picture_is_replaced_and_removed_in_the_form(sb: Client) -> None:
    beitrag = f.beitrag(bild=bild(), bild_alt="Ein Haus.")
    adresse = reverse("admin:aktuelles_beitrag_change", args=[beitrag.pk])
    werte = formular(sb.get(adresse).content, "beitrag_form")
    assert sb.post(adresse, werte).status_code == 302
    erste = Beitrag.objects.get()
    assert (erste.bild.name, erste.bild_breite) == (beitrag.bild.name, 200)
    werte = formular(sb.get(adresse).content, "beitrag_form")
    assert sb.post(adresse, werte | {"bild-clear": "on", "bild_alt": ""}).status_code == 302
    zweite = Beitrag.objects.get()
    assert (zweite.bild.name, zweite.bild_breite, zweite.bild_hoehe) == ("", None, None)


def test_a_broken_picture_and_a_false_pdf_are_refused_at_their_fields(sb: Client) -> None:
    kaputt = SimpleUploadedFile("haus.png", b"kein Bild", "image/png")
    assert list(fehler(sb.post(NEU, neuer(sb) | {"bild": kaputt, "bild_alt": "x"}))) == ["bild"]
    antwort = sb.post(
        NEU,
        neuer(sb)
        | {
            "anhaenge-TOTAL_FORMS": "1",
            "anhaenge-0-titel": "Programm",
            "anhaenge-0-datei": SimpleUploadedFile("programm.pdf", b"Word"),
        },
    )
    [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
    assert zeile == {"datei": ["Das ist kein PDF. Bitte speichern Sie das Dokument als PDF ab."]}
    assert Beitrag.objects.count() == 0


def test_a_file_may_have_any_name_but_not_be_empty(sb: Client) -> None:
    lang = "x" * 200
    anhang = {"anhaenge-TOTAL_FORMS": "1", "anhaenge-0-titel": "Programm"}
    for datei, meldung in (
        ({}, "Bitte wählen Sie eine Datei aus."),
        (
            {"anhaenge-0-datei": SimpleUploadedFile("a.pdf", b"")},
            "Die Datei ist leer. Bitte wählen Sie eine andere aus.",
        ),
    ):
        antwort = sb.post(NEU, neuer(sb) | anhang | datei)
        [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
        assert zeile == {"datei": [meldung]}
    leeres_bild = SimpleUploadedFile("a.png", b"")
    assert fehler(sb.post(NEU, neuer(sb) | {"bild": leeres_bild, "bild_alt": "x"})) == {
        "bild": ["Die Datei ist leer. Bitte wählen Sie eine andere aus."]
    }
    alles = anhang | {
        "bild": bild(f"{lang}.png"),
        "bild_alt": "x",
        "anhaenge-0-datei": SimpleUploadedFile(f"{lang}.pdf", b"%PDF-1.7"),
    }
    assert sb.post(NEU, neuer(sb) | alles).status_code == 302
    beitrag = Beitrag.objects.get()
    gespeichert = (beitrag.bild.name, beitrag.anhaenge.get().datei.name)
    assert [len(PurePath(name).stem) for name in gespeichert] == [32, 32]


def test_the_end_comes_after_the_beginning(sb: Client) -> None:
    zeiten = {
        "veroeffentlichen_ab_0": "20.01.2026",
        "veroeffentlichen_ab_1": "8:00",
        "veroeffentlichen_bis_0": "19.01.2026",
        "veroeffentlichen_bis_1": "8:00",
    }
    assert fehler(sb.post(NEU, neuer(sb) | zeiten)) == {
        "veroeffentlichen_bis": ["„Veröffentlichen bis“ muss nach „veröffentlichen ab“ liegen."]
    }


@pytest.mark.parametrize(
    ("zustand", "titel"),
    [
        ("entwurf", "Entwurf"),
        ("geplant", "geplant"),
        ("oeffentlich", "öffentlich"),
        ("abgelaufen", "abgelaufen"),
    ],
)
def test_the_list_shows_and_filters_the_state(sb: Client, zustand: str, titel: str) -> None:
    tag = timedelta(days=1)
    f.beitrag("Entwurf", veroeffentlichen_ab=None)
    f.beitrag("geplant", veroeffentlichen_ab=f.JETZT + tag)
    f.beitrag("öffentlich", veroeffentlichen_ab=f.JETZT - tag)
    f.beitrag(
        "abgelaufen", veroeffentlichen_ab=f.JETZT - 2 * tag, veroeffentlichen_bis=f.JETZT - tag
    )
    cl = sb.get(f"{LISTE}?zustand={zustand}").context["cl"]
    assert [beitrag.titel for beitrag in cl.result_list] == [titel]
    assert cl.model_admin.zustand(cl.result_list[0]) == titel


def test_only_the_editor_gets_a_nonce(sb: Client) -> None:
    def script_src(url: str) -> str:
        return sb.get(url).headers["Content-Security-Policy"]

    erste, zweite = script_src(NEU), script_src(NEU)
    assert erste.count("'nonce-") == 2
    assert erste != zweite
    assert "unsafe-inline" not in erste
    for url in (LISTE, "/", reverse("admin:index")):
        assert "nonce" not in script_src(url)


def test_an_uploaded_file_is_for_staff_until_it_is_published(sb: Client) -> None:
    sb.post(NEU, neuer(sb) | {"bild": bild(), "bild_alt": "Ein Haus."})
    url = reverse("admin:datei", args=[Beitrag.objects.get().bild.name])
    antwort = sb.get(url)
    assert b"".join(antwort.streaming_content).startswith(b"\x89PNG")
    assert Client().get(url).status_code == 302
    assert sb.get(reverse("admin:datei", args=["bilder/fehlt.png"])).status_code == 404
