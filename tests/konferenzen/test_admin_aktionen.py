"""Deleting and inviting; and who may do it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from hattingen_portal.grunddaten import grunddaten_anlegen
from konferenzen.admin.aktionen import STADTWEIT
from konferenzen.models import Konferenz, Runde, Status
from tests import fabriken as f
from tests.verwaltung import (
    LISTE,
    aktion,
    form_url,
    frisch,
    meldungen,
    offen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def test_a_draft_can_be_deleted_and_a_public_conference_cannot(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    for k in (entwurf, oeffentlich):
        antwort = sb.post(
            reverse("admin:konferenzen_konferenz_delete", args=[k.pk]), {"post": "yes"}
        )
        assert antwort.status_code == 302
    [_, meldung] = meldungen(antwort)
    assert meldung.startswith(f"{oeffentlich} war schon öffentlich und kann nicht gelöscht werden.")
    assert "„zurückgezogen“" in meldung
    assert list(Konferenz.objects.all()) == [oeffentlich]
    assert sb.get(form_url(oeffentlich)).context["show_delete_link"] is False


def test_the_bulk_deletion_says_which_conference_stays(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    seite = aktion(sb, "delete_selected", entwurf, oeffentlich, post="yes")
    assert seite.status_code == 200
    [gesagt] = seite.context["protected"]
    assert gesagt.startswith(f"{oeffentlich} war schon öffentlich und kann nicht gelöscht werden.")
    assert Konferenz.objects.count() == 2
    assert aktion(sb, "delete_selected", entwurf, post="yes").status_code == 302
    assert list(Konferenz.objects.all()) == [oeffentlich]


def test_a_conference_that_waits_for_its_time_is_first_made_a_draft_again(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=MONTAG - timedelta(days=3))
    wort = f"{k} ist zur Veröffentlichung vorgemerkt und kann so nicht gelöscht werden. Setzen Sie"
    url = reverse("admin:konferenzen_konferenz_delete", args=[k.pk])
    assert sb.get(form_url(k)).context["show_delete_link"] is False
    antwort = sb.post(url, {"post": "yes"})
    assert (antwort.status_code, antwort["Location"]) == (302, form_url(k))
    assert meldungen(antwort)[0].startswith(wort)

    seite = aktion(sb, "delete_selected", k, post="yes")
    [gesagt] = seite.context["protected"]
    assert gesagt.startswith(wort)
    assert Konferenz.objects.get() == k

    sb.post(form_url(k), offen(sb, k) | {"status": "entwurf"})
    assert sb.post(url, {"post": "yes"}).status_code == 302
    assert Konferenz.objects.count() == 0


def test_a_round_with_conferences_stays(sb: Client) -> None:
    k = f.konferenz(status=Status.ENTWURF)
    url = reverse("admin:konferenzen_runde_delete", args=[k.runde_id])
    assert sb.post(url, {"post": "yes"}).status_code == 200
    assert Runde.objects.count() == 1


def test_all_akteure_of_the_stadtteil_are_invited_once(sb: Client) -> None:
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Mitte")
    ortsteil = f.ortsteil("Dorf Welper", welper)
    verein, kita, ruht, fern, schon = (
        f.akteur(n) for n in ("Verein", "Kita", "Ruht", "Fern", "Da")
    )
    ruht.stand = "ruhend"
    ruht.save()
    for akteur in (verein, ruht, schon):
        akteur.stadtteile.add(welper)
    verein.ortsteile.add(ortsteil)
    kita.ortsteile.add(ortsteil)
    fern.stadtteile.add(mitte)
    k = f.konferenz(stadtteil=welper)
    k.einladungen.create(akteur=schon, notiz="bleibt")
    stadtweit = f.konferenz(art="themenkonferenz", titel="Armutskonferenz")
    antwort = aktion(sb, "akteure_uebernehmen", k, stadtweit, bestaetigt="")
    assert sorted(meldungen(antwort)) == [
        f"Armutskonferenz: {STADTWEIT}",
        f"{k}: 2 Akteure neu eingeladen.",
    ]
    assert {(e.akteur.name, e.notiz) for e in k.einladungen.all()} == {
        ("Verein", ""),
        ("Kita", ""),
        ("Da", "bleibt"),
    }
    antwort = aktion(sb, "akteure_uebernehmen", k, bestaetigt="")
    assert meldungen(antwort)[-1] == f"{k}: niemand neu eingeladen."
    assert stadtweit.einladungen.count() == 0


def test_the_news_desk_reads_conferences_and_changes_none(client: Client) -> None:
    grunddaten_anlegen()
    redaktion = User.objects.create_user("r", is_staff=True)
    redaktion.groups.add(Group.objects.get(name="Redaktion"))
    client.force_login(redaktion)
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    liste = client.get(LISTE)
    assert liste.status_code == 200
    assert liste.context["cl"].formset is None
    assert client.get(form_url(k)).status_code == 200
    assert client.post(form_url(k), {"titel": "Anders"}).status_code == 403
    assert aktion(client, "zurueckziehen", k).status_code in {200, 302}
    assert (frisch(k).titel, frisch(k).status) == ("Treffen", Status.OEFFENTLICH)


def test_quartiersentwicklung_does_its_work_without_being_superuser(client: Client) -> None:
    grunddaten_anlegen()
    person = User.objects.create_user("q", is_staff=True)
    person.groups.add(Group.objects.get(name="Quartiersentwicklung"))
    client.force_login(person)
    k = f.konferenz(beginn=MONTAG)
    assert client.post(form_url(k), offen(client, k) | {"beginn_1": "16:00"}).status_code == 302
    assert frisch(k).sequenz == 2
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_inviting_needs_the_right_to_invite(client: Client) -> None:
    person = User.objects.create_user("q", is_staff=True)
    rechte = Permission.objects.filter(content_type__app_label="konferenzen")
    person.user_permissions.set(rechte.exclude(codename="add_einladung"))
    client.force_login(person)
    welper = f.stadtteil("Welper")
    f.akteur("Verein").stadtteile.add(welper)
    k = f.konferenz(stadtteil=welper)

    aktion(client, "akteure_uebernehmen", k, bestaetigt="")
    assert k.einladungen.count() == 0

    person.user_permissions.set(rechte)
    auswahl = client.get(LISTE).context["action_form"].fields["action"].choices
    assert ("akteure_uebernehmen", "Alle Akteure des Stadtteils übernehmen") in auswahl
    aktion(client, "akteure_uebernehmen", k, bestaetigt="")
    assert k.einladungen.count() == 1
