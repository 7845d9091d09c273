"""The rows of a list are printed as Django would print them, in a tenth of the time."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import items_for_result, result_headers
from django.contrib.admin.views.main import ChangeList
from django.test import Client
from django.urls import reverse

from hattingen_portal.grundlage.verwaltung.zeilen import Zeile, zeilen
from konferenzen.models import Art, Konferenz, Status
from tests import fabriken as f
from tests.portal.vieles import Vieles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def test_every_list_shows_what_django_would_show(sb: Client) -> None:
    Vieles().dazu(2)
    verschiedene()
    verglichen = 0
    for modell in admin.site._registry:
        name = f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist"
        for frage in ("", "?q=e&o=-2&all=", "?_popup=1&_to_field=id"):
            cl = sb.get(reverse(name) + frage).context["cl"]
            gedruckt = gezeigte(cl)
            erwartet = von_django(cl)
            assert [zeile.zellen for zeile in gedruckt] == [zellen for zellen, _ in erwartet]
            assert [zeile.versteckt for zeile in gedruckt] == [rest for _, rest in erwartet]
            verglichen += len(gedruckt)
    assert verglichen > 100


def verschiedene() -> None:
    """Make a conference of each kind that has other inputs than the others."""
    ort = f.ort('100 %s "Haus" & <Hof> __prefix__')
    arten: list[dict[str, Any]] = [
        {"beginn": MONTAG, "ort": ort, "titel": "<b>Mit Ort</b>"},
        {"beginn": MONTAG, "status": Status.ENTWURF},
        {"beginn": None, "status": Status.VERSCHOBEN},
        {"beginn": MONTAG, "ende_geschaetzt": True},
        {"beginn": MONTAG, "ende": MONTAG + timedelta(hours=9)},
        {"beginn": MONTAG, "veroeffentlichen_ab": f.JETZT + timedelta(days=2)},
    ]
    for felder in arten:
        f.konferenz(**{"art": Art.SPRECHSTUNDE, "titel": "Sprechstunde"} | felder)
    zurueckgezogen = f.konferenz(art=Art.SPRECHSTUNDE, titel="Zurückgezogen", beginn=MONTAG)
    Konferenz.objects.filter(pk=zurueckgezogen.pk).update(status=Status.ZURUECKGEZOGEN)


def gezeigte(cl: ChangeList) -> list[Zeile]:
    """Give the rows without the names of their columns, which Django does not print."""
    return [
        Zeile(zeile.zellen.replace(' data-spalte=""', ""), zeile.versteckt)
        for zeile in zeilen(cl, [kopf | {"text": ""} for kopf in result_headers(cl)])
    ]


def von_django(cl: Any) -> list[tuple[str, str]]:
    """Give cells and hidden inputs of each row as Django prints them, with a form for each."""
    formulare = [
        cl.formset._construct_form(nummer) if cl.formset else None
        for nummer in range(len(cl.result_list))
    ]
    return [
        (
            "".join(items_for_result(cl, zeile, form)),
            f"{form['version']}{form['id']}" if form else "",
        )
        for zeile, form in zip(cl.result_list, formulare, strict=True)
    ]
