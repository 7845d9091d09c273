"""Back and "Sichern" once more makes no second row."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konferenzen.models import Sperrtag
from tests.seitenformular import formular

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
NEU = reverse("admin:konferenzen_sperrtag_add")


def eingaben(client: Client, **felder: str) -> dict[str, Any]:
    """Give what the form for a new blocked day sends once it is filled in."""
    leer = formular(client.get(NEU).content, "sperrtag_form")
    return leer | {"was": "Kirmes", "beginn": "03.02.2026", "ende": "03.02.2026"} | felder


def test_the_same_form_sent_again_leads_to_the_row_that_it_has_made(sb: Client) -> None:
    ihre = eingaben(sb)
    assert sb.post(NEU, ihre | {"_save": "1"}).status_code == 302
    antwort = sb.post(NEU, ihre | {"_addanother": "1"}, follow=True)
    [kirmes] = Sperrtag.objects.all()
    assert antwort.redirect_chain == [
        (reverse("admin:konferenzen_sperrtag_change", args=[kirmes.pk]), 302)
    ]
    assert [str(meldung) for meldung in antwort.context["messages"]][-1] == (
        f"„{kirmes}“ haben Sie eben schon gesichert: Hier ist der Eintrag, ein zweiter ist nicht "
        "entstanden."
    )


def test_whatever_differs_is_a_row_of_its_own(sb: Client) -> None:
    for was in ("Kirmes", "Umzug", "Kirmes"):
        sb.post(NEU, eingaben(sb, was=was) | {"_save": "1"})
    assert [tag.was for tag in Sperrtag.objects.order_by("pk")] == ["Kirmes", "Umzug", "Kirmes"]


def test_what_is_deleted_may_be_made_once_more(sb: Client) -> None:
    ihre = eingaben(sb) | {"_save": "1"}
    sb.post(NEU, ihre)
    Sperrtag.objects.all().delete()
    sb.post(NEU, ihre)
    assert Sperrtag.objects.count() == 1
