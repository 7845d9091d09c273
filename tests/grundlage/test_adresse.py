"""Slugs: formed once, unique also against former ones, and never lost."""

import pytest
from django.core.exceptions import ValidationError

from hattingen_portal.grundlage.adresse import slug_aus
from konferenzen.models import Status
from tests import fabriken as f


@pytest.mark.parametrize(
    ("teile", "erwartet"),
    [
        (("Große Weiß", "Süd"), "grosse-weiss-sued"),
        (("Bredenscheid/Stüter",), "bredenscheid-stueter"),
        (("EOBS", "", "Frühjahr 2026"), "eobs-fruehjahr-2026"),
        (("…", "!"), ""),
        (("a" * 150,), "a" * 100),
    ],
)
def test_slug_aus(teile: tuple[str, ...], erwartet: str) -> None:
    assert slug_aus(*teile) == erwartet


@pytest.mark.django_db
def test_a_taken_slug_gets_a_number() -> None:
    assert [f.akteur("Verein Süd", pk=n).slug for n in (1, 2, 3)] == [
        "verein-sued",
        "verein-sued-2",
        "verein-sued-3",
    ]


@pytest.mark.django_db
def test_a_changed_slug_is_remembered_and_blocked_for_others() -> None:
    verein = f.akteur("Alt")
    verein.slug = "neu"
    verein.save()
    verein.slug = "neuer"
    verein.save()
    assert verein.fruehere_slugs == ["alt", "neu"]

    anderer = f.akteur("Anderer")
    anderer.slug = "alt"
    with pytest.raises(ValidationError, match="war oder ist schon ein anderer"):
        anderer.full_clean()


@pytest.mark.django_db
def test_a_slug_may_come_back_to_its_own_row() -> None:
    verein = f.akteur("Alt")
    for slug in ("neu", "alt"):
        verein.slug = slug
        verein.full_clean()
        verein.save()

    assert (verein.slug, verein.fruehere_slugs) == ("alt", ["neu"])


@pytest.mark.django_db
def test_a_draft_leaves_no_redirect() -> None:
    entwurf = f.konferenz(stadtteil=f.stadtteil("Welper"), status=Status.ENTWURF)
    entwurf.slug = "ganz-anders"
    entwurf.save()

    assert entwurf.fruehere_slugs == []


@pytest.mark.django_db
def test_update_fields_keep_the_former_slug_too() -> None:
    verein = f.akteur("Alt")
    verein.slug = "neu"
    verein.save(update_fields=["slug"])
    verein.refresh_from_db()

    assert verein.fruehere_slugs == ["alt"]
