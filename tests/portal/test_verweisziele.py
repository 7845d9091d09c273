"""Where an address of the portal leads, judged by its pages' own querysets."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from hattingen_portal.grundlage.richtext.hinweise import Befund
from hattingen_portal.grundlage.verweisziele import befund
from konferenzen.models import Status, Unterlage
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


@pytest.mark.parametrize(
    ("pfad", "erwartet"),
    [
        ("/", Befund.OEFFENTLICH),
        ("/termine/", Befund.OEFFENTLICH),
        ("/termine", Befund.OEFFENTLICH),  # redirected
        ("/termine/?stadtteil=welper", Befund.OEFFENTLICH),
        ("/impressum/", Befund.OEFFENTLICH),
        ("/kalender/alle.ics", Befund.OEFFENTLICH),
        ("/gibt-es-nicht/", Befund.TOT),
        ("/termine/gibt-es-nicht/", Befund.TOT),
        ("/termine/%00/", Befund.TOT),
        ("/termine/x/unterlagen/99999999999999999999/", Befund.TOT),
        ("/kalender/stadtteil/gibt-es-nicht.ics", Befund.TOT),
        ("/admin/", Befund.NUR_BUERO),
        ("/admin/aktuelles/beitrag/1/change/", Befund.NUR_BUERO),
        ("/vorschau/abc/", Befund.NUR_BUERO),
        ("/bausteine/", Befund.NUR_BUERO),
    ],
)
def test_an_address_without_a_row(pfad: str, erwartet: Befund) -> None:
    assert befund(pfad) == erwartet


def test_a_row_is_there_as_long_as_the_public_sees_it() -> None:
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17), stadtteil=welper)
    entwurf = f.konferenz(beginn=f.berlin(2026, 1, 27, 17), status=Status.ENTWURF)
    beitrag = f.beitrag("Neues")
    geplant = f.beitrag("Geplant", veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    akteur = f.akteur("Verein")
    gezeigtes = [konferenz, beitrag, akteur, welper, konferenz.runde]
    assert {befund(zeile.get_absolute_url()) for zeile in gezeigtes} == {Befund.OEFFENTLICH}
    assert {befund(zeile.get_absolute_url()) for zeile in (entwurf, geplant)} == {Befund.TOT}
    for zusatz in ("termin.ics", "aushang.pdf"):
        assert befund(konferenz.get_absolute_url() + zusatz) == Befund.OEFFENTLICH
        assert befund(entwurf.get_absolute_url() + zusatz) == Befund.TOT


def test_a_document_is_there_once_it_is_released() -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    unterlage = Unterlage.objects.create(
        konferenz=konferenz, titel="x", datei=ContentFile(b"%PDF-1.7", name="x.pdf")
    )
    assert befund(unterlage.get_absolute_url()) == Befund.TOT
    Unterlage.objects.update(oeffentlich=True)
    assert befund(unterlage.get_absolute_url()) == Befund.OEFFENTLICH


def test_a_former_address_still_leads_there() -> None:
    beitrag = f.beitrag("Neues", slug="alt")
    beitrag.slug = "neu"
    beitrag.save()
    assert befund("/aktuelles/alt/") == Befund.OEFFENTLICH
