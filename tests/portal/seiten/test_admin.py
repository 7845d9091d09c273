"""The pages in the admin: what belongs to each, what is missing, when to review, who may."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.seiten.admin import UEBERWACHUNG
from hattingen_portal.seiten.models import Abschnitt, Erklaerung, Schluessel, Seite, Video
from hattingen_portal.seiten.ombudsstelle import Ombudsstelle, ombudsstelle
from tests import fabriken as f
from tests.portal.seiten import fabrik
from tests.seitenformular import formular
from tests.verwaltung import fehler, meldungen

pytestmark = pytest.mark.django_db
LISTE = reverse("admin:hattingen_portal_seite_changelist")


@pytest.fixture(autouse=True)
def uhr(jetzt: time_machine.Traveller) -> time_machine.Traveller:
    return jetzt


def url(seite: Seite) -> str:
    return reverse("admin:hattingen_portal_seite_change", args=[seite.pk])


def offen(client: Client, seite: Seite) -> dict[str, object]:
    return dict(formular(client.get(url(seite)).content, "seite_form"))


def frisch(seite: Seite) -> Seite:
    return Seite.objects.get(pk=seite.pk)


def test_the_text_arrives_cleaned_and_the_version_counts(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    daten = offen(sb, seite) | {"text": '<p onclick="x()">Gut<script>x()</script></p>'}
    assert sb.post(url(seite), daten).status_code == 302
    assert (frisch(seite).text, frisch(seite).version) == ("<p>Gut</p>", 2)


def test_two_people_do_not_overwrite_each_other_in_the_sections_either(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.DATENSCHUTZ)
    abschnitt = fabrik.abschnitt(seite, "Anfang")
    eine, andere = offen(sb, seite), offen(sb, seite)
    assert sb.post(url(seite), eine | {"abschnitte-0-titel": "Von einer"}).status_code == 302
    antwort = sb.post(url(seite), andere | {"abschnitte-0-titel": "Von der anderen"})
    assert (
        "haben Sie inzwischen selbst in einem anderen Fenster geändert"
        in fehler(antwort)["__all__"][0]
    )
    assert Abschnitt.objects.get(pk=abschnitt.pk).titel == "Von einer"


@pytest.mark.parametrize(
    ("schluessel", "teile"),
    [
        (Schluessel.IMPRESSUM, ["abschnitte"]),
        (Schluessel.DATENSCHUTZ, ["abschnitte"]),
        (Schluessel.BARRIEREFREIHEIT, ["erklaerung", "ausnahmen"]),
        (Schluessel.LEICHTE_SPRACHE, ["abschnitte"]),
        (Schluessel.GEBAERDENSPRACHE, ["video"]),
    ],
)
def test_each_page_offers_what_belongs_to_it(
    sb: Client, schluessel: Schluessel, teile: list[str]
) -> None:
    daten = offen(sb, fabrik.seite(schluessel))
    assert [name.partition("-")[0] for name in daten if "TOTAL_FORMS" in name] == teile


def test_the_statement_is_filled_in_and_read_by_others(sb: Client) -> None:
    assert ombudsstelle() == Ombudsstelle()
    seite = fabrik.seite(Schluessel.BARRIEREFREIHEIT)
    angaben = {
        "erklaerung-0-vereinbarkeit": "vollstaendig",
        "erklaerung-0-erstellt_am": "14.01.2026",
        "erklaerung-0-ombuds_name": "Ombudsstelle",
        "erklaerung-0-ombuds_email": "ombud@example.org",
    }
    assert sb.post(url(seite), offen(sb, seite) | angaben).status_code == 302
    erklaerung = Erklaerung.objects.get()
    assert (erklaerung.vereinbarkeit, erklaerung.erstellt_am) == ("vollstaendig", date(2026, 1, 14))
    stelle = ombudsstelle()
    assert stelle == Ombudsstelle(name="Ombudsstelle", email="ombud@example.org")
    assert stelle.platzhalter == ["anschrift", "telefon", "website"]


def test_a_film_comes_whole_or_not_at_all(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.GEBAERDENSPRACHE)
    daten = offen(sb, seite) | {"video-TOTAL_FORMS": "1", "video-0-datei": fabrik.mp4()}
    antwort = sb.post(url(seite), daten)
    [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
    assert sorted(zeile) == ["bild", "dauer", "untertitel"]
    daten |= {"video-0-dauer": "2 Minuten"}
    falsch = {
        "video-0-datei": SimpleUploadedFile("film.mp4", b"kein Film"),
        "video-0-untertitel": SimpleUploadedFile("film.vtt", b"keine Untertitel"),
        "video-0-bild": fabrik.bild(),
    }
    antwort = sb.post(url(seite), daten | falsch)
    [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
    assert sorted(zeile) == ["datei", "untertitel"]
    assert not Video.objects.exists()
    richtig = {
        "video-0-datei": fabrik.mp4(),
        "video-0-untertitel": fabrik.vtt(),
        "video-0-bild": fabrik.bild(),
    }
    assert sb.post(url(seite), daten | richtig).status_code == 302
    video = Video.objects.get()
    assert (video.typ, video.bild_breite, video.bild_hoehe) == ("video/mp4", 320, 180)
    for datei in (video.datei, video.untertitel, video.bild):
        antwort = sb.get(reverse("admin:datei", args=[datei.name]))
        assert (antwort.status_code, len(antwort.getvalue())) == (200, datei.size)


def test_a_film_that_is_replaced_or_deleted_is_gone(
    sb: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Whoever is to be seen in it may want that."""
    seite = fabrik.gebaerdensprache()
    alt = Video.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        antwort = sb.post(url(seite), offen(sb, seite) | {"video-0-datei": fabrik.mp4()})
    assert antwort.status_code == 302
    neu = Video.objects.get()
    dateien = (alt.datei, neu.datei, neu.untertitel)
    assert [datei.storage.exists(datei.name) for datei in dateien] == [False, True, True]

    with django_capture_on_commit_callbacks(execute=True):
        sb.post(url(seite), offen(sb, seite) | {"video-0-DELETE": "on"})
    assert not Video.objects.exists()
    assert [datei.storage.exists(datei.name) for datei in dateien] == [False, False, False]


def test_a_film_stays_where_saving_fails() -> None:
    fabrik.gebaerdensprache()
    video = Video.objects.get()
    datei = video.datei.name
    video.datei = fabrik.mp4()
    video.bild_breite = -1
    with pytest.raises(IntegrityError), transaction.atomic():
        video.save()
    assert Video.objects.get().datei.storage.exists(datei)


def test_a_changed_statement_is_to_be_sent_to_the_authority(sb: Client) -> None:
    """BITVNRW § 4 (5)."""

    def erinnert(seite: Seite, **angaben: str) -> bool:
        antwort = sb.post(url(seite), offen(sb, seite) | angaben)
        assert antwort.status_code == 302
        return UEBERWACHUNG in meldungen(antwort)

    erklaerung, impressum = fabrik.erklaerung(), fabrik.seite(Schluessel.IMPRESSUM)
    assert not erinnert(erklaerung)
    assert erinnert(erklaerung, geprueft_am="13.01.2026")
    assert erinnert(erklaerung, **{"erklaerung-0-methode": "dritte"})
    assert erinnert(erklaerung, **{"ausnahmen-0-inhalt": "Anderes"})
    assert not erinnert(impressum, text="<p>Neu</p>", geprueft_am="13.01.2026")


def test_what_the_statement_still_calls_missing_is_named_once_it_is_there(sb: Client) -> None:
    erklaerung, leicht = fabrik.erklaerung(), fabrik.seite(Schluessel.LEICHTE_SPRACHE)
    fabrik.ausnahme(
        erklaerung, "Texte in Leichter Sprache", begruendung="Der Text liegt noch nicht vor."
    )
    hinweis = (
        f'In der <a href="{url(erklaerung)}">Erklärung zur Barrierefreiheit</a> steht noch: '
        "„Texte in Leichter Sprache: Der Text liegt noch nicht vor.“ Bitte ändern Sie dort diesen "
        "Eintrag, oder löschen Sie ihn."
    )
    leer = sb.post(url(leicht), offen(sb, leicht))
    geliefert = sb.post(url(leicht), offen(sb, leicht) | {"text": "<p>Guten Tag.</p>"})
    assert [hinweis in meldungen(antwort) for antwort in (leer, geliefert)] == [False, True]
    assert f'<li class="warning">{hinweis}</li>' in sb.get(geliefert["Location"]).text


def test_a_picture_needs_its_description_at_the_field(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.LEICHTE_SPRACHE)
    daten = offen(sb, seite) | {
        "abschnitte-TOTAL_FORMS": "1",
        "abschnitte-0-titel": "Termine",
        "abschnitte-0-text": "<p>Hier stehen Termine.</p>",
        "abschnitte-0-reihenfolge": "10",
        "abschnitte-0-bild": fabrik.bild(),
    }
    antwort = sb.post(url(seite), daten)
    [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
    assert list(zeile) == ["bild_alt"]
    alles = daten | {"abschnitte-0-bild": fabrik.bild(), "abschnitte-0-bild_alt": "Ein Haus."}
    assert sb.post(url(seite), alles).status_code == 302
    assert Abschnitt.objects.get().bild_alt == "Ein Haus."


@pytest.mark.parametrize("feld", ["stand", "geprueft_am"])
def test_no_date_is_ahead(sb: Client, feld: str) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    daten = offen(sb, seite)
    assert fehler(sb.post(url(seite), daten | {feld: "15.01.2026"})) == {
        feld: ["Dieses Datum liegt in der Zukunft. Bitte prüfen Sie es."]
    }
    assert sb.post(url(seite), daten | {feld: "14.01.2026"}).status_code == 302


def test_a_change_reminds_of_the_date_on_the_page(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    fabrik.abschnitt(seite, "Anfang")
    erinnerung = "Der Inhalt ist geändert; auf der Seite steht noch „Stand: 5. Januar 2026“."

    def gesichert(**angaben: str) -> bool:
        antwort = sb.post(url(seite), offen(sb, seite) | angaben)
        assert antwort.status_code == 302
        return erinnerung in meldungen(antwort)

    assert gesichert(**{"abschnitte-0-titel": "Neu"})
    assert gesichert(text="<p>Neu</p>")
    assert not gesichert(geprueft_am="13.01.2026")
    assert not gesichert(text="<p>Neuer</p>", stand="14.01.2026")
    assert not gesichert(text="<p>Am neuesten</p>")


@pytest.mark.parametrize(
    ("geprueft", "spalte", "warnt"),
    [
        (None, "jetzt: noch nie geprüft", True),
        (date(2025, 1, 14), "jetzt: überfällig seit 14. Januar 2026", True),
        (date(2025, 2, 13), "bald: bis 13. Februar 2026", True),
        (date(2025, 2, 14), "bis 14. Februar 2026", False),
    ],
)
def test_list_and_form_warn_of_the_yearly_review(
    sb: Client, geprueft: date | None, spalte: str, warnt: bool
) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM, geprueft_am=geprueft)
    fabrik.seite(Schluessel.DATENSCHUTZ)
    liste = sb.get(LISTE)
    cl = liste.context["cl"]
    assert [cl.model_admin.pruefung(zeile) for zeile in cl.result_list] == [
        "bis 1. Dezember 2026",
        spalte,
    ]
    warnung = "Bitte prüfen Sie, ob noch alles stimmt: Impressum."
    assert (warnung in meldungen(liste)) == warnt
    form = sb.get(url(seite))
    assert spalte in form.text
    assert bool([m for m in meldungen(form) if "jedes Jahr zu prüfen" in m]) == warnt


def test_list_and_form_tell_what_is_missing(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM, text="[[Platzhalter: a]] [[Platzhalter: b]]")
    fabrik.seite(Schluessel.DATENSCHUTZ)
    fabrik.seite(Schluessel.LEICHTE_SPRACHE, text="Guten Tag.")
    cl = sb.get(LISTE).context["cl"]
    assert [cl.model_admin.offenes(zeile) for zeile in cl.result_list] == [
        "1 Angabe",
        "2 Angaben",
        "nichts",
    ]
    assert "Text: Platzhalter „a“<br>Text: Platzhalter „b“" in sb.get(url(seite)).text


def test_the_pages_are_fixed(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    for name, args in (("add", []), ("delete", [seite.pk])):
        adresse = reverse(f"admin:hattingen_portal_seite_{name}", args=args)
        assert sb.get(adresse).status_code == 403


def test_the_office_edits_the_pages_and_the_news_desk_reads_them(client: Client) -> None:
    grunddaten_anlegen()
    seite = Seite.objects.get(schluessel=Schluessel.BARRIEREFREIHEIT)
    for gruppe, darf in (("Quartiersentwicklung", True), ("Redaktion", False)):
        person = User.objects.create_user(gruppe, is_staff=True)
        person.groups.add(Group.objects.get(name=gruppe))
        client.force_login(person)
        antwort = client.get(url(seite))
        assert antwort.status_code == 200
        assert ('name="_save"' in antwort.text) == darf
        assert ('name="erklaerung-0-ombuds_name"' in antwort.text) == darf
        assert (client.post(url(seite), {}).status_code == 403) != darf


@pytest.mark.parametrize("anzahl", [1, 30])
def test_list_and_form_cost_the_same_however_long_a_page_is(
    sb: Client, django_assert_max_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    f.ansprechperson()
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    for nummer in range(anzahl):
        fabrik.abschnitt(seite, f"Abschnitt {nummer}")
    with django_assert_max_num_queries(10):
        sb.get(LISTE)
    with django_assert_max_num_queries(10):
        sb.get(url(seite))


def test_only_the_editor_gets_a_nonce(sb: Client) -> None:
    seite = fabrik.seite(Schluessel.IMPRESSUM)
    richtlinie = sb.get(url(seite))["Content-Security-Policy"]
    assert (richtlinie.count("'nonce-"), "unsafe-inline" in richtlinie) == (2, False)
    for adresse in (LISTE, seite.get_absolute_url()):
        assert "nonce" not in sb.get(adresse)["Content-Security-Policy"]
