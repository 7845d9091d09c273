"""A PDF that screen readers cannot read: what the clerk is told, and what the public sees."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pikepdf import Encryption

from aktuelles.models import Anhang, Beitrag
from konferenzen.models import Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.seite import hole
from tests.seitenformular import formular
from tests.verwaltung import form_url, meldungen, mit_unterlage, offen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
GUT, SCHLECHT = pdf(), pdf(tags=False)
# Of a draft as well: nothing is said to be public that is not.
FOLGE = (
    "Gesichert ist es; sobald es öffentlich ist, steht „nicht barrierefrei“ daneben. Was darin "
    "wichtig ist, schreiben Sie bitte auch in den Text der Seite."
)


def unterlage(konferenz: Konferenz, inhalt: bytes, titel: str, **felder: object) -> Unterlage:
    datei = ContentFile(inhalt, name="x.pdf")
    return Unterlage.objects.create(konferenz=konferenz, titel=titel, datei=datei, **felder)


def test_the_clerk_reads_what_is_missing_and_the_way_out(sb: Client) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    [hinweis] = mit_unterlage(sb, k, SCHLECHT)
    assert hinweis == (
        "PDF „Programm“: Es hat keine Struktur (Tags), Screenreader finden darin keine "
        "Überschriften, Listen und Tabellen. Bitte speichern Sie es neu. Word: Datei → Speichern "
        "unter → PDF → Optionen → „Dokumentstrukturtags für Eingabehilfen“. LibreOffice: Datei → "
        "Exportieren als PDF → „Universelle Barrierefreiheit (PDF/UA)“. Ein Scan hat nie Tags. "
        "Gesichert ist es; sobald es öffentlich ist, steht „nicht barrierefrei“ daneben. Was darin "
        "wichtig ist, schreiben Sie bitte auch in den Text der Seite."
    )
    assert "ohne Struktur (Tags)" in sb.get(form_url(k)).text
    daten = offen(sb, k) | {"unterlagen-0-titel": "Ablauf"}
    assert [m for m in meldungen(sb.post(form_url(k), daten)) if m.startswith("PDF")] == []


@pytest.mark.parametrize(
    ("inhalt", "worte"),
    [
        (pdf(titel=""), "Es hat keinen Titel, den Programme anzeigen. Bitte tragen Sie ihn"),
        (pdf(sprache=""), "Ihm fehlt die Angabe der Sprache, Screenreader lesen es vielleicht"),
        (
            pdf(encryption=Encryption(owner="x", user="y")),
            "Es ist mit einem Passwort geschützt. Bitte speichern Sie es ohne. Gesichert ist es;",
        ),
    ],
)
def test_each_lack_has_its_words(sb: Client, inhalt: bytes, worte: str) -> None:
    [hinweis] = mit_unterlage(sb, f.konferenz(beginn=f.berlin(2026, 1, 26, 17)), inhalt)
    assert hinweis.startswith(f"PDF „Programm“: {worte}")
    assert hinweis.endswith(FOLGE)


def test_several_lacks_are_said_in_one_sentence_each(sb: Client) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    [hinweis] = mit_unterlage(sb, k, pdf(tags=False, titel="", sprache=""))
    stellen = [hinweis.index(w) for w in ("keine Struktur", "keinen Titel", "Angabe der Sprache")]
    assert stellen == sorted(stellen)
    assert hinweis.count(FOLGE) == 1


def test_of_a_good_one_there_is_nothing_to_say(sb: Client) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    assert mit_unterlage(sb, k, GUT) == []
    assert "kein Mangel gefunden" in sb.get(form_url(k)).text


def test_a_post_says_it_as_well(sb: Client) -> None:
    url = reverse("admin:aktuelles_beitrag_add")
    daten = formular(sb.get(url).content, "beitrag_form") | {
        "titel": "Neues",
        "teaser": "Kurz.",
        "text": "<p>Lang.</p>",
        "anhaenge-TOTAL_FORMS": "1",
        "anhaenge-0-titel": "Programm",
        "anhaenge-0-datei": SimpleUploadedFile("x.pdf", b"%PDF-kaputt"),
    }
    antwort = sb.post(url, daten)
    [hinweis] = [m for m in meldungen(antwort) if m.startswith("PDF")]
    assert hinweis.startswith("PDF „Programm“: Es lässt sich nicht prüfen. Meist ist")


def test_the_public_page_marks_only_what_lacks_something(client: Client) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    unterlage(k, GUT, "Gut", oeffentlich=True)
    unterlage(k, SCHLECHT, "Schlecht", oeffentlich=True)
    unterlage(k, SCHLECHT, "Geheim")
    ungeprueft = unterlage(k, SCHLECHT, "Ungeprüft", oeffentlich=True)
    Unterlage.objects.filter(pk=ungeprueft.pk).update(pdf_maengel=None)
    beitrag = f.beitrag()
    for titel, inhalt in (("Gut", GUT), ("Schlecht", SCHLECHT)):
        datei = ContentFile(inhalt, name="x.pdf")
        Anhang.objects.create(beitrag=beitrag, titel=titel, datei=datei)
    for zeile, erwartet in (
        (k, {"Gut": False, "Schlecht": True, "Ungeprüft": False}),
        (beitrag, {"Gut": False, "Schlecht": True}),
    ):
        dokumente = hole(client, zeile.get_absolute_url()).alle("li", "dokument")
        texte = [dokument.text for dokument in dokumente]
        assert {t.split()[0]: t.endswith("nicht barrierefrei") for t in texte} == erwartet


def test_the_form_links_to_what_the_public_can_open(sb: Client) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    entwurf = f.konferenz(beginn=f.berlin(2026, 1, 27, 17), status=Status.ENTWURF)
    offen_ = unterlage(k, GUT, "Offen", oeffentlich=True)
    unterlage(k, GUT, "Geheim")
    unterlage(entwurf, GUT, "Vorab", oeffentlich=True)
    beitrag, geplant = f.beitrag(), f.beitrag(veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    anhaenge = [
        Anhang.objects.create(beitrag=b, titel="x", datei=ContentFile(GUT, name="x.pdf"))
        for b in (beitrag, geplant)
    ]
    gezeigt = {zeile: _auf_der_website(sb, zeile) for zeile in (k, entwurf, beitrag, geplant)}
    assert gezeigt == {
        k: [k.get_absolute_url(), offen_.get_absolute_url()],
        entwurf: [],
        beitrag: [beitrag.get_absolute_url(), anhaenge[0].get_absolute_url()],
        geplant: [],
    }


def _auf_der_website(client: Client, zeile: Konferenz | Beitrag) -> list[str]:
    """Give where the form of `zeile` and the rows below it lead on the website."""
    name = f"admin:{zeile._meta.app_label}_{zeile._meta.model_name}_change"
    verweise = hole(client, reverse(name, args=[zeile.pk])).alle("a")
    return [v.attrs["href"] for v in verweise if v.text == "Auf der Website anzeigen"]


def test_the_form_costs_the_same_with_one_and_with_thirty(sb: Client) -> None:
    eins, viele = (f.konferenz(beginn=f.berlin(2026, 1, tag, 17)) for tag in (26, 27))
    unterlage(eins, GUT, "x")
    for nummer in range(30):
        unterlage(viele, SCHLECHT, f"Nummer {nummer}")
    sb.get(form_url(eins))  # what Django asks once in a process
    zahlen = []
    for k in (eins, viele):
        with CaptureQueriesContext(connection) as gestellt:
            sb.get(form_url(k))
        zahlen.append(len(gestellt))
    assert zahlen[0] == zahlen[1]
