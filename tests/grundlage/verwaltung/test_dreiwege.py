"""Two people edit the same entry: what each of them reads, and that nothing is lost."""

from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from aktuelles.models import Beitrag
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Einladung, Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import (
    LISTE,
    fehler,
    form_url,
    frisch,
    offen,
    offene_liste,
    zeile,
    zeilenfehler,
)

MONTAG = f.berlin(2026, 1, 26, 17)
pytestmark = pytest.mark.django_db
WER = "Anna Beispiel am 14. Januar 2026 um 10:00 Uhr"


@pytest.fixture
def anna(jetzt: time_machine.Traveller) -> Client:
    """Give the browser of the colleague who is faster."""
    client = Client()
    client.force_login(
        User.objects.create_superuser("anna", first_name="Anna", last_name="Beispiel")
    )
    return client


def inzwischen(antwort: Any) -> list[tuple[str, str, bool]]:
    form = antwort.context["adminform"].form
    return [(wert.feld, wert.gespeichert, wert.beide) for wert in form.inzwischen]


def wieder(antwort: Any, name: str = "konferenz_form") -> dict[str, Any]:
    """Give what the form that came back sends when nobody touches it again."""
    return formular(antwort.content, name)


def test_where_both_have_changed_a_field_she_reads_what_is_stored_and_keeps_her_input(
    sb: Client, anna: Client
) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen", ort=f.ort("Rathaus"))
    saal = f.ort("Saal")
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest", "ort": saal.pk})

    antwort = sb.post(form_url(k), ihre | {"titel": "Versammlung", "ort": ""})

    assert fehler(antwort) == {
        "__all__": [
            (
                "Diesen Eintrag hat inzwischen Anna Beispiel geändert, zuletzt am 14. Januar 2026 "
                "um 10:00 Uhr. Von Ihren Eingaben ist noch nichts gespeichert, sie stehen noch "
                "hier."
            )
        ],
        "titel": ["Inzwischen gespeichert: Fest. Im Feld steht Ihre Eingabe."],
        "ort": ["Inzwischen gespeichert: Saal. Im Feld steht Ihre Eingabe."],
    }
    assert inzwischen(antwort) == [("Titel", "Fest", True), ("Ort", "Saal", True)]
    zweite = wieder(antwort)
    assert (zweite["titel"], zweite["ort"], zweite["version"]) == ("Versammlung", "", "2")
    assert frisch(k).titel == "Fest"

    assert sb.post(form_url(k), zweite).status_code == 302
    assert (frisch(k).titel, frisch(k).ort, frisch(k).version) == ("Versammlung", None, 3)


@pytest.mark.usefixtures("jetzt")
def test_who_has_changed_it_in_another_window_reads_that_it_was_herself(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    ihre, liste = offen(sb, k), offene_liste(sb)
    sb.post(form_url(k), ihre | {"titel": "Fest"})
    selbst = (
        "Diesen Eintrag haben Sie inzwischen selbst in einem anderen Fenster geändert, zuletzt am "
        "14. Januar 2026 um 10:00 Uhr. Von Ihren Eingaben ist noch nichts gespeichert, sie stehen "
        "noch hier."
    )
    assert fehler(sb.post(form_url(k), ihre | {"titel": "Feier"}))["__all__"] == [selbst]
    gesendet = liste | {f"{zeile(liste, k)}-beginn_1": "16:00"}
    assert zeilenfehler(sb.post(LISTE, gesendet), k)["__all__"] == [selbst]


@pytest.mark.usefixtures("jetzt")
def test_all_who_have_changed_it_since_are_named_herself_last(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    anna.post(form_url(k), offen(anna, k) | {"titel": "Von davor"})
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    sb.post(form_url(k), offen(sb, k) | {"beschreibung": "Aus dem zweiten Fenster"})
    [gesagt] = fehler(sb.post(form_url(k), ihre | {"titel": "Feier"}))["__all__"]
    assert gesagt.startswith(
        "Diesen Eintrag haben inzwischen Anna Beispiel und Sie selbst geändert, zuletzt am"
    )


def test_a_row_that_she_has_changed_elsewhere_is_not_said_to_be_of_another(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    for name in ("Gast", "Gästin"):
        Einladung.objects.create(konferenz=k, akteur=f.akteur(name), notiz="alt")
    ihre = offen(sb, k)
    sb.post(form_url(k), ihre | {"einladungen-0-notiz": "zuerst", "einladungen-1-DELETE": "on"})

    antwort = sb.post(form_url(k), ihre | {"einladungen-0-notiz": "danach"})

    [_, gaeste] = antwort.context["inline_admin_formsets"]
    [gesagt] = gaeste.formset.forms[0].errors["__all__"]
    assert gesagt.startswith("Diesen Eintrag haben Sie inzwischen selbst in einem anderen Fenster")
    [weg] = gaeste.formset.non_form_errors()
    assert "ist inzwischen gelöscht (Sie selbst am " in weg


def test_what_no_person_has_saved_is_not_said_to_be_of_one(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    ihre = offen(sb, k)
    k.titel = "Fest"
    fortschreiben(k, jetzt=f.JETZT)
    [gesagt] = fehler(sb.post(form_url(k), ihre | {"titel": "Feier"}))["__all__"]
    assert gesagt.startswith("Diesen Eintrag hat inzwischen das Portal selbst geändert, zuletzt")


def test_the_page_is_headed_by_what_happened_and_not_by_errors(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    seite = Seite(sb.post(form_url(k), ihre | {"titel": "Feier"}).text)
    assert seite.texte("title")[0].startswith("Inzwischen geändert: ")
    assert seite.texte("p", "errornote") == []
    [gesagt] = seite.texte("ul", "nonfield")
    assert gesagt.startswith("Diesen Eintrag hat inzwischen Anna Beispiel geändert")


def test_different_fields_of_two_people_come_together(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, beschreibung="Alt")
    ortsteil = f.ortsteil("Oberstüter", k.stadtteil)
    ihre = offen(sb, k)
    hers = {"beginn_0": "19.01.2026", "ortsteile": [ortsteil.pk], "raum_geteilt": "on"}
    anna.post(form_url(k), offen(anna, k) | hers)

    antwort = sb.post(form_url(k), ihre | {"beschreibung": "Neu"})

    assert list(fehler(antwort)) == ["__all__"]
    assert inzwischen(antwort) == [
        ("Einzelne Ortsteile", "Oberstüter", False),
        ("Beginn", "19. Januar 2026, 17:00 Uhr", False),
        ("Raum wird geteilt", "ja", False),
    ]
    assert sb.post(form_url(k), wieder(antwort)).status_code == 302
    neu = frisch(k)
    assert (neu.beginn, neu.beschreibung) == (f.berlin(2026, 1, 19, 17), "Neu")
    assert (list(neu.ortsteile.all()), neu.raum_geteilt) == ([ortsteil], True)


def test_the_same_change_by_both_is_no_conflict_of_the_field(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    antwort = sb.post(form_url(k), ihre | {"titel": "Fest"})
    assert (list(fehler(antwort)), inzwischen(antwort)) == (["__all__"], [])


def test_a_third_save_in_between_is_noticed_again(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    zweite = wieder(sb.post(form_url(k), ihre | {"titel": "Versammlung"}))
    anna.post(form_url(k), offen(anna, k) | {"titel": "Feier"})
    antwort = sb.post(form_url(k), zweite)
    assert inzwischen(antwort) == [("Titel", "Feier", True)]
    assert wieder(antwort)["titel"] == "Versammlung"


def test_line_ends_of_a_browser_are_no_change(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, beschreibung="Eins\nZwei")
    ihre = {
        n: w.replace("\n", "\r\n") if n.endswith("beschreibung") else w
        for n, w in offen(sb, k).items()
    }
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    assert inzwischen(sb.post(form_url(k), ihre | {"slug": "neu"})) == [("Titel", "Fest", False)]


def test_rows_of_both_stay_and_the_other_ones_are_named(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    gast, neue, noch_einer = f.akteur("Gast"), f.akteur("Neue"), f.akteur("Noch einer")
    einladung = Einladung.objects.create(konferenz=k, akteur=gast, notiz="alt")
    ihre = offen(sb, k)
    reihe = {"einladungen-TOTAL_FORMS": "2", "einladungen-1-konferenz": k.pk}
    reihe |= {"einladungen-1-reihenfolge": "0"}
    anna.post(form_url(k), offen(anna, k) | reihe | {"einladungen-1-akteur": neue.pk})

    gesendet = {"einladungen-1-akteur": noch_einer.pk, "einladungen-0-notiz": "ruft zurück"}
    antwort = sb.post(form_url(k), ihre | reihe | gesendet)

    [_, gaeste] = antwort.context["inline_admin_formsets"]
    assert gaeste.formset.dazugekommene == ["Einladung „Neue“"]
    assert sb.post(form_url(k), wieder(antwort)).status_code == 302
    assert {(e.akteur.name, e.notiz) for e in k.einladungen.all()} == {
        ("Gast", "ruft zurück"),
        ("Neue", ""),
        ("Noch einer", ""),
    }
    assert einladung in k.einladungen.all()


def test_a_row_that_both_have_changed_says_so_in_the_row(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    Einladung.objects.create(konferenz=k, akteur=f.akteur("Gast"), notiz="alt")
    ihre = offen(sb, k)
    hers = {"einladungen-0-notiz": "von Anna", "einladungen-0-reihenfolge": "5"}
    anna.post(form_url(k), offen(anna, k) | hers)

    antwort = sb.post(form_url(k), ihre | {"einladungen-0-notiz": "von ihr"})

    [_, gaeste] = antwort.context["inline_admin_formsets"]
    [zeile_] = gaeste.formset.forms
    assert zeile_.errors["notiz"] == [
        "Inzwischen gespeichert: von Anna. Im Feld steht Ihre Eingabe."
    ]
    zweite = wieder(antwort)
    assert (zweite["einladungen-0-notiz"], zweite["einladungen-0-reihenfolge"]) == ("von ihr", "5")
    assert sb.post(form_url(k), zweite).status_code == 302
    assert [(e.notiz, e.reihenfolge) for e in k.einladungen.all()] == [("von ihr", 5)]


def test_rows_that_the_other_has_deleted_are_named_and_her_input_becomes_a_new_one(
    sb: Client, anna: Client
) -> None:
    k = f.konferenz(beginn=MONTAG)
    for name in ("Erste", "Zweite", "Dritte", "Vierte"):
        Einladung.objects.create(konferenz=k, akteur=f.akteur(name))
    ihre = offen(sb, k)
    weg = {f"einladungen-{stelle}-DELETE": "on" for stelle in (0, 2)}
    anna.post(form_url(k), offen(anna, k) | weg)

    getippt = {"einladungen-2-notiz": "wichtig", "einladungen-3-notiz": "bleibt"}
    antwort = sb.post(form_url(k), ihre | getippt)

    [_, gaeste] = antwort.context["inline_admin_formsets"]
    assert gaeste.formset.non_form_errors() == [
        f"Einladung „Erste“ ist inzwischen gelöscht ({WER}).",
        (
            f"Einladung „Dritte“ ist inzwischen gelöscht ({WER}). Ihre Eingaben stehen noch hier; "
            "sichern Sie, wird daraus eine neue Zeile."
        ),
    ]
    assert sb.post(form_url(k), wieder(antwort)).status_code == 302
    assert {(e.akteur.name, e.notiz) for e in k.einladungen.all()} == {
        ("Zweite", ""),
        ("Vierte", "bleibt"),
        ("Dritte", "wichtig"),
    }


def test_a_row_that_both_delete_is_only_named(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    Einladung.objects.create(konferenz=k, akteur=f.akteur("Gast"))
    ihre = offen(sb, k) | {"einladungen-0-DELETE": "on"}
    anna.post(form_url(k), ihre)
    antwort = sb.post(form_url(k), ihre)
    assert sb.post(form_url(k), wieder(antwort)).status_code == 302
    assert k.einladungen.count() == 0


def test_what_was_typed_into_an_entry_that_is_gone_becomes_a_new_one(
    sb: Client, anna: Client
) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen", status=Status.ENTWURF)
    ihre = offen(sb, k) | {"beschreibung": "Viel Arbeit"}
    url = form_url(k)
    k.delete()
    antwort = sb.post(url, ihre)
    [meldung] = fehler(antwort)["__all__"]
    assert meldung.startswith("Diesen Eintrag hat in der Zwischenzeit jemand gelöscht.")
    assert Konferenz.objects.count() == 0
    neu = reverse("admin:konferenzen_konferenz_add")
    assert f'action="{neu}"' in antwort.text
    assert sb.post(neu, wieder(antwort)).status_code == 302
    assert [(k_.titel, k_.beschreibung) for k_ in Konferenz.objects.all()] == [
        ("Treffen", "Viel Arbeit")
    ]
    assert sb.get(url).status_code == 302


def test_a_chosen_file_has_to_be_chosen_again(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    ihre = offen(sb, k)
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    neu = {
        "unterlagen-TOTAL_FORMS": "1",
        "unterlagen-0-art": "protokoll",
        "unterlagen-0-titel": "Protokoll",
        "unterlagen-0-konferenz": k.pk,
    }
    pdf = {"unterlagen-0-datei": SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7")}
    antwort = sb.post(form_url(k), ihre | neu | pdf)
    assert "Bitte wählen Sie noch einmal aus: protokoll.pdf." in antwort.text
    zweite = wieder(antwort)
    assert zweite["unterlagen-0-titel"] == "Protokoll"
    assert sb.post(form_url(k), zweite).status_code == 200
    pdf = {"unterlagen-0-datei": SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7")}
    assert sb.post(form_url(k), zweite | pdf).status_code == 302
    assert [u.titel for u in Unterlage.objects.all()] == ["Protokoll"]


def test_text_with_markup_is_shown_as_words(sb: Client, anna: Client) -> None:
    b = f.beitrag("Neues", text="<p>Alt</p>")
    adresse = reverse("admin:aktuelles_beitrag_change", args=[b.pk])
    ihre, hers = (formular(c.get(adresse).content, "beitrag_form") for c in (sb, anna))
    anna.post(adresse, hers | {"text": "<p>Von <strong>Anna</strong> &lt;3</p>"})
    antwort = sb.post(adresse, ihre | {"text": "<p>Von ihr</p>"})
    assert inzwischen(antwort) == [("Text", "Von Anna <3", True)]
    assert wieder(antwort, "beitrag_form")["text"] == "<p>Von ihr</p>"
    assert Beitrag.objects.get().text == "<p>Von <strong>Anna</strong> &lt;3</p>"


def test_the_page_offers_to_save_all_the_same(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    ihre = offen(sb, k)
    assert "Meine Fassung sichern" not in sb.get(form_url(k)).text
    anna.post(form_url(k), offen(anna, k) | {"titel": "Fest"})
    seite = Seite(sb.post(form_url(k), ihre | {"titel": "Feier"}).text)
    knoepfe = [k_.text for k_ in seite.alle("button") if k_.attrs.get("name") == "_save"]
    assert knoepfe == ["Meine Fassung sichern"]


def test_in_the_list_the_stored_value_stands_in_the_row(sb: Client, anna: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort("Rathaus"))
    saal, kirche = f.ort("Saal"), f.ort("Kirche")
    ihre = offene_liste(sb)
    z = zeile(ihre, k)
    hers = {f"{z}-ort": saal.pk, f"{z}-beginn_1": "16:00"}
    assert anna.post(LISTE, offene_liste(anna) | hers).status_code == 302

    antwort = sb.post(LISTE, ihre | {f"{z}-ort": kirche.pk})

    gesagt = zeilenfehler(antwort, k)
    assert gesagt["ort"] == ["Inzwischen gespeichert: Saal. Im Feld steht Ihre Eingabe."]
    zweite = formular(antwort.content, "changelist-form") | {"_save": "Sichern"}
    assert (zweite[f"{z}-ort"], zweite[f"{z}-beginn_1"]) == (str(kirche.pk), "16:00")
    assert sb.post(LISTE, zweite).status_code == 302
    assert (frisch(k).ort, frisch(k).beginn) == (kirche, f.berlin(2026, 1, 26, 16))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_the_second_loses_nothing(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offen(sb, k)
    start, antworten = Barrier(2), {}

    def sichern(feld: str) -> None:
        browser = Client()
        browser.cookies = sb.cookies
        start.wait()
        antworten[feld] = browser.post(form_url(k), daten | {feld: "neu"})
        connection.close()

    faeden = [Thread(target=sichern, args=(feld,)) for feld in ("titel", "beschreibung")]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert sorted(antwort.status_code for antwort in antworten.values()) == [200, 302]
    [verlierer] = [a for a in antworten.values() if a.status_code == 200]
    assert sb.post(form_url(k), wieder(verlierer)).status_code == 302
    neu = Konferenz.objects.get()
    assert (neu.titel, neu.beschreibung, neu.version) == ("neu", "neu", 3)
