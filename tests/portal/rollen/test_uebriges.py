"""A colleague's Akteure, posts, messages, Stadtteil: what is theirs, what is others', and both."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from akteure.models import Akteur, Kontakt
from aktuelles.models import Beitrag
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.models import Sendung
from konferenzen.models import Konferenz
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.rollen import angemeldet, betreuung, konto
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BLEIBT = "Das gehört zu anderen Stadtteilen und bleibt stehen: Holthausen."


@pytest.fixture
def welper() -> Stadtteil:
    return f.stadtteil("Welper", beschreibung="Alt")


@pytest.fixture
def holthausen() -> Stadtteil:
    return f.stadtteil("Holthausen")


@pytest.fixture
def kollegin(welper: Stadtteil) -> Client:
    return betreuung(welper)


def seite(zeile: Model, was: str = "change") -> str:
    opts = zeile._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{was}", args=[zeile.pk])


def liste(client: Client, modell: type[Model]) -> list[Any]:
    opts = modell._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return list(client.get(url).context["cl"].result_list)


def senden(client: Client, zeile: Model, **felder: Any) -> Any:
    daten = formular(client.get(seite(zeile)).content, f"{zeile._meta.model_name}_form")
    return client.post(seite(zeile), daten | felder)


def akteur(name: str, *stadtteile: Stadtteil) -> Akteur:
    objekt = f.akteur(name)
    objekt.stadtteile.set(stadtteile)
    return objekt


# --- Akteure -------------------------------------------------------------------------------------


def test_akteure_are_kept_where_they_work_and_seen_where_they_may_be_invited(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    eigener, geteilter = akteur("Eigener", welper), akteur("Geteilter", welper, holthausen)
    im_ortsteil, stadtweiter = f.akteur("Im Ortsteil"), f.akteur("Stadtweiter")
    im_ortsteil.ortsteile.add(f.ortsteil("Hüttenau", welper))
    fremder = akteur("Fremder", holthausen)

    assert liste(kollegin, Akteur) == [eigener, geteilter, im_ortsteil, stadtweiter]
    for zeile in (eigener, geteilter, im_ortsteil):
        assert senden(kollegin, zeile, telefon="1").status_code == 302
    assert kollegin.get(seite(stadtweiter)).status_code == 200
    assert kollegin.post(seite(stadtweiter), {"name": "Anders"}).status_code == 403
    assert kollegin.post(seite(fremder), {"name": "Anders"}).status_code == 403
    assert [a.telefon for a in Akteur.objects.order_by("pk")] == ["1", "1", "1", "", ""]


def test_the_private_contact_is_only_of_akteure_who_are_kept(
    kollegin: Client, welper: Stadtteil
) -> None:
    for zeile in (akteur("Eigener", welper), f.akteur("Stadtweiter")):
        Kontakt.objects.create(akteur=zeile, name=f"privat {zeile}")
    eigener, stadtweiter = Akteur.objects.order_by("pk")
    assert "privat Eigener" in kollegin.get(seite(eigener)).text
    assert "privat" not in kollegin.get(seite(stadtweiter)).text


@pytest.mark.parametrize("rolle", ["Redaktion", "Stadtteilbetreuung", "Quartiersentwicklung"])
def test_the_history_of_an_akteur_tells_nothing_of_its_private_contact(
    sb: Client, welper: Stadtteil, rolle: str
) -> None:
    stadtweiter = f.akteur("Stadtweiter")
    privates = {"kontakt-TOTAL_FORMS": "1", "kontakt-0-name": "Ada Privat"}
    senden(sb, stadtweiter, **privates, **{"kontakt-0-telefon": "02324 99"})
    senden(sb, stadtweiter, telefon="02324 11", **{"kontakt-0-telefon": "02324 88"})
    assert Kontakt.objects.get().telefon == "02324 88"
    stadtteile = (welper,) if rolle == "Stadtteilbetreuung" else ()
    geschichte = reverse("admin:akteure_akteur_history", args=[stadtweiter.pk])
    text = angemeldet(konto(rolle, stadtteile=stadtteile)).get(geschichte).text
    assert "02324 11" in text
    for wort in ("Privat", "02324 99", "02324 88", "Kontakt"):
        assert wort not in text
        assert wort not in sb.get(geschichte).text  # it is kept once, and in no copy


def test_other_stadtteile_of_an_akteur_are_neither_added_nor_removed(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    geteilter, eigener = akteur("Geteilter", welper, holthausen), akteur("Eigener", welper)
    antwort = senden(kollegin, geteilter, stadtteile=[welper.pk])
    assert fehler(antwort) == {"stadtteile": [BLEIBT]}
    antwort = senden(kollegin, eigener, stadtteile=[welper.pk, holthausen.pk])
    assert list(fehler(antwort)) == ["stadtteile"]
    assert list(fehler(senden(kollegin, eigener, stadtteile=[]))) == ["__all__"]
    assert set(geteilter.stadtteile.all()) == {welper, holthausen}
    assert list(eigener.stadtteile.all()) == [welper]


def test_a_new_akteur_works_in_an_own_stadtteil(kollegin: Client, welper: Stadtteil) -> None:
    url = reverse("admin:akteure_akteur_add")
    daten = formular(kollegin.get(url).content, "akteur_form") | {"name": "Neuer"}
    assert list(fehler(kollegin.post(url, daten))) == ["__all__"]
    assert not Akteur.objects.exists()
    assert kollegin.post(url, daten | {"stadtteile": [welper.pk]}).status_code == 302
    assert list(Akteur.objects.get().stadtteile.all()) == [welper]


def test_the_filter_names_only_own_stadtteile(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    f.stadtteil("Blankenstein")
    akteur("Eigener", welper)
    url = reverse("admin:akteure_akteur_changelist")
    gefiltert = kollegin.get(url).context["cl"].filter_specs
    [stadtteile] = [spec for spec in gefiltert if spec.title == "Stadtteile"]
    assert stadtteile.lookup_choices == [(welper.pk, "Welper")]


# --- News ----------------------------------------------------------------------------------------


def beitrag(titel: str, *stadtteile: Stadtteil, **felder: Any) -> Beitrag:
    objekt = f.beitrag(titel, **felder)
    objekt.stadtteile.set(stadtteile)
    return objekt


def test_a_post_is_a_colleagues_when_it_is_about_own_stadtteile_alone(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    eigener = beitrag("Eigener", welper)
    im_ortsteil = f.beitrag("Ortsteil")
    im_ortsteil.ortsteile.add(f.ortsteil("Hüttenau", welper))
    auch_anderswo = beitrag("Auch in Niederwenigern", welper)
    auch_anderswo.ortsteile.add(f.ortsteil("Niederwenigern"))
    fremde_konferenz = f.konferenz(stadtteil=holthausen)
    andere = [
        auch_anderswo,
        beitrag("Geteilter", welper, holthausen),
        beitrag("Fremder", holthausen),
        beitrag("Für alle"),
        beitrag("Zu einer fremden Konferenz", welper, konferenz=fremde_konferenz),
    ]
    assert sorted(liste(kollegin, Beitrag), key=lambda b: b.pk) == [eigener, im_ortsteil]
    assert [kollegin.get(seite(zeile)).status_code for zeile in andere] == [403] * 5


def test_a_post_stays_with_the_own_stadtteile(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    eigener = beitrag("Eigener", welper)
    fremde = f.konferenz(stadtteil=holthausen, art="sprechstunde", titel="Geheimer Plan")
    antwort = senden(kollegin, eigener, konferenz=fremde.pk)
    assert list(fehler(antwort)) == ["konferenz"]
    assert "Geheimer Plan" not in antwort.text
    assert list(fehler(senden(kollegin, eigener, stadtteile=[]))) == ["__all__"]
    assert senden(kollegin, eigener, titel="Neu").status_code == 302
    eigener.refresh_from_db()
    assert [eigener.titel, *eigener.stadtteile.all()] == ["Neu", welper]


# --- The Stadtteil itself ------------------------------------------------------------------------


def test_a_colleague_writes_the_text_of_the_stadtteil_and_leaves_its_name(
    kollegin: Client, welper: Stadtteil
) -> None:
    antwort = senden(
        kollegin, welper, beschreibung="Neu", name="Weltper", slug="x", andere_namen="y"
    )
    assert antwort.status_code == 302
    neu = Stadtteil.objects.get(pk=welper.pk)
    assert (neu.beschreibung, neu.name, neu.slug, neu.andere_namen) == (
        "Neu",
        "Welper",
        "welper",
        [],
    )


@pytest.mark.parametrize("wo", ["bilder/stadtteil.png", "bilder/beitrag.png"])
def test_pictures_are_given_out_only_of_own_rows(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil, wo: str
) -> None:
    default_storage.save(wo, ContentFile(b"Bild"))
    url = reverse("admin:datei", args=[wo])
    Stadtteil.objects.filter(pk=holthausen.pk).update(bild=wo, bild_alt="Bild")
    assert kollegin.get(url).status_code == 403
    post = beitrag("Eigener", welper)
    Beitrag.objects.filter(pk=post.pk).update(bild=wo, bild_alt="Bild")
    assert kollegin.get(url).getvalue() == b"Bild"


# --- Messages ------------------------------------------------------------------------------------


def test_messages_are_those_about_the_stadtteil_and_its_akteure(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    eigene = meldung(art=Art.KONTAKT, stadtteil=welper)
    zum_akteur = meldung(art=Art.BERICHTIGUNG, akteur=akteur("Eigener", welper))
    andere = [
        meldung(art=Art.KONTAKT, stadtteil=holthausen),
        meldung(art=Art.BERICHTIGUNG, akteur=akteur("Fremder", holthausen)),
        meldung(art=Art.BERICHTIGUNG, akteur=f.akteur("Stadtweiter")),
        meldung(art=Art.BARRIERE),
    ]
    assert sorted(liste(kollegin, Meldung), key=lambda m: m.pk) == [eigene, zum_akteur]
    for zeile in andere:
        assert kollegin.get(seite(zeile, "antworten")).status_code == 403
        assert kollegin.post(seite(zeile, "antworten"), {"wie": "x"}).status_code == 403
        assert kollegin.get(seite(zeile, "vorschlaege")).status_code == 403
    assert "Meldungen (2 offen)" in kollegin.get(reverse("admin:index")).text


def test_the_office_counts_all_messages_and_failed_mails_and_a_colleague_no_mails(
    welper: Stadtteil, holthausen: Stadtteil
) -> None:
    meldung(art=Art.KONTAKT, stadtteil=holthausen)
    Sendung.objects.create(an=["a@example.org"], betreff="X", text="X", zustand="gescheitert")
    buero = angemeldet(konto("Quartiersentwicklung"))
    start = buero.get(reverse("admin:index")).text
    assert "Meldungen (1 offen)" in start
    assert "(1 gescheitert)" in start
    beides = angemeldet(konto("Quartiersentwicklung", stadtteile=(welper,)))
    start = beides.get(reverse("admin:index")).text
    assert "offen)" not in start
    assert "gescheitert" not in start


def test_the_mails_about_a_message_are_shown_to_those_who_may_see_mails(
    kollegin: Client, welper: Stadtteil
) -> None:
    objekt = meldung(art=Art.KONTAKT, stadtteil=welper)
    objekt.sendungen.add(Sendung.objects.create(an=["ada@example.org"], betreff="Dank", text="X"))
    buero = angemeldet(konto("Quartiersentwicklung"))
    assert "E-Mails zu dieser Meldung" in buero.get(seite(objekt)).text
    assert "E-Mails zu dieser Meldung" not in kollegin.get(seite(objekt)).text


def test_a_mail_is_sent_again_only_by_those_who_see_it(welper: Stadtteil) -> None:
    mail = Sendung.objects.create(an=["a@example.org"], betreff="X", text="X")
    url = reverse("admin:hattingen_portal_sendung_erneut", args=[mail.pk])
    beides = angemeldet(konto("Quartiersentwicklung", stadtteile=(welper,)))
    assert [betreuung(welper).post(url).status_code, beides.post(url).status_code] == [403, 403]
    assert angemeldet(konto("Quartiersentwicklung")).post(url).status_code == 302


def test_where_an_akteur_works_is_not_taken_over_from_a_proposal(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    verein = akteur("Verein", welper)
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=verein)
    for feld, bisher, neu in (
        ("telefon", "", "02324 1"),
        ("stadtteile", [welper.pk], [holthausen.pk]),
    ):
        Vorschlag.objects.create(meldung=objekt, feld=feld, bisher=bisher, vorgeschlagen=neu)
    telefon, wo = (f"vorschlag-{v.pk}" for v in objekt.vorschlaege.order_by("pk"))
    url = seite(objekt, "vorschlaege")
    daten = formular(kollegin.get(url).content, "vorschlaege_form")

    antwort = kollegin.post(url, daten | {telefon: "uebernommen", wo: "uebernommen"})
    assert "entscheidet die Quartiersentwicklung" in antwort.text
    verein.refresh_from_db()
    assert [verein.telefon, *verein.stadtteile.all()] == ["", welper]

    kollegin.post(url, daten | {telefon: "uebernommen", wo: "offen"})
    verein.refresh_from_db()
    assert [verein.telefon, *verein.stadtteile.all()] == ["02324 1", welper]


# --- Anything else -------------------------------------------------------------------------------


def test_the_way_from_a_row_to_its_page_is_for_those_who_see_the_row(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    typ = ContentType.objects.get_for_model(Konferenz).pk
    eigene, fremde = (f.konferenz(stadtteil=s, status="entwurf") for s in (welper, holthausen))
    zur_eigenen, zur_fremden = (
        reverse("admin:view_on_site", args=[typ, k.pk]) for k in (eigene, fremde)
    )
    assert kollegin.get(zur_eigenen)["Location"].endswith(eigene.get_absolute_url())
    assert kollegin.get(zur_fremden).status_code == 403
    assert angemeldet(konto("Akteurspflege")).get(zur_eigenen).status_code == 403
    assert kollegin.get(f"/admin/r/999999/{eigene.pk}/").status_code == 404


def test_the_front_page_leads_only_where_the_colleague_may_go(kollegin: Client) -> None:
    apps = kollegin.get(reverse("admin:index")).context["app_list"]
    modelle = [(m["object_name"], m["add_url"] is not None) for app in apps for m in app["models"]]
    assert modelle == [
        ("Konferenz", True),
        ("Runde", False),
        ("Veranstaltungsort", False),
        ("Ferien", False),
        ("Sperrtag", False),
        ("Meldung", True),
        ("Beitrag", True),
        ("Akteur", True),
        ("Kategorie", False),
        ("Stadtteil", False),
        ("Ansprechperson", False),
        ("Ortsteil", False),
    ]
