"""The admin of the Stadtteile, and what all of the admin shares."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.post.models import Sendung
from hattingen_portal.seiten.models import Seite
from quartiere.models import Ortsteil, Stadtteil
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = pytest.mark.django_db


def test_other_names_stand_one_a_line_and_may_hold_a_comma(sb: Client) -> None:
    namen = ["Elfringhausen, Oberstüter, Bredenscheid/Stüter", "E-O-B-S"]
    eobs = f.stadtteil("EOBS", andere_namen=namen)
    url = reverse("admin:quartiere_stadtteil_change", args=[eobs.pk])
    daten = formular(sb.get(url).content, "stadtteil_form")
    assert daten["andere_namen"] == "\n".join(namen)
    assert sb.post(url, daten).status_code == 302
    assert Stadtteil.objects.get().andere_namen == namen
    neu = daten | {"andere_namen": "Eins, zwei\r\n\r\n Drei \r\nDrei", "version": "2"}
    assert sb.post(url, neu).status_code == 302
    assert Stadtteil.objects.get().andere_namen == ["Eins, zwei", "Drei"]


def test_an_ortsteil_is_added_beside_its_stadtteil(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    url = reverse("admin:quartiere_stadtteil_change", args=[welper.pk])
    daten = formular(sb.get(url).content, "stadtteil_form")
    daten |= {"ortsteile-TOTAL_FORMS": "1", "ortsteile-0-name": "Hüttenau"}
    assert sb.post(url, daten | {"ortsteile-0-stadtteil": welper.pk}).status_code == 302
    assert [(o.name, o.stadtteil) for o in Ortsteil.objects.all()] == [("Hüttenau", welper)]


def test_a_taken_name_is_refused_at_its_field(sb: Client) -> None:
    f.stadtteil("Welper")
    url = reverse("admin:quartiere_stadtteil_add")
    daten = formular(sb.get(url).content, "stadtteil_form")
    assert list(fehler(sb.post(url, daten | {"name": "Welper", "kuerzel": "W"}))) == ["name"]


def test_the_admin_bears_the_name_of_the_portal_and_starts_with_the_conferences(
    sb: Client,
) -> None:
    seite = sb.get(reverse("admin:index"))
    assert seite.context["site_header"] == f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}"
    apps = seite.context["app_list"]
    assert [app["app_label"] for app in apps] == [
        "konferenzen",
        "hattingen_portal",
        "aktuelles",
        "akteure",
        "quartiere",
        "auth",
    ]
    assert [modell["name"] for modell in apps[0]["models"]] == [
        "Konferenzen",
        "Runden",
        "Veranstaltungsorte",
        "Ferien",
        "Sperrtage",
    ]


@pytest.mark.parametrize(
    "modell", admin.site._registry, ids=lambda modell: modell._meta.label_lower
)
def test_every_list_and_every_empty_form_opens(sb: Client, modell: type) -> None:
    name = f"{modell._meta.app_label}_{modell._meta.model_name}"
    assert sb.get(reverse(f"admin:{name}_changelist")).status_code == 200
    # Mails and locks come of what the portal does, legal pages and lead times are all there.
    anlegen = 403 if modell in {Sendung, Seite, Anmeldesperre, Vorlauf} else 200
    assert sb.get(reverse(f"admin:{name}_add")).status_code == anlegen
