"""Choosing a Stadtteil in a form that narrows a list."""

import pytest
from django import forms
from pytest_django import DjangoAssertNumQueries

from quartiere.auswahl import StadtteilFeld
from tests import fabriken as f


class Filter(forms.Form):
    stadtteil = StadtteilFeld()


def gewaehlt(form: forms.Form) -> list[str]:
    return [wahl.data["label"] for wahl in form["stadtteil"].subwidgets if wahl.data["selected"]]


@pytest.mark.django_db
@pytest.mark.parametrize("wort", ["welper", "frueher", "unbekannt", ""])
def test_checked_and_printed_a_form_asks_once(
    wort: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    f.stadtteil(name="Welper", slug="welper", fruehere_slugs=["frueher"])
    form = Filter({"stadtteil": wort})
    with django_assert_num_queries(1):
        assert form.is_valid() is (wort != "unbekannt")
        str(form)
        str(form)


@pytest.mark.django_db
def test_each_form_sees_what_is_there_by_then() -> None:
    welper = f.stadtteil(name="Welper", slug="welper", fruehere_slugs=["frueher"])
    erste = Filter({"stadtteil": "frueher"})
    assert erste.is_valid()
    assert erste.cleaned_data == {"stadtteil": "welper"}
    assert gewaehlt(erste) == ["Welper"]

    welper.name = "Hattingen-Welper"
    welper.save()
    assert gewaehlt(Filter({"stadtteil": "welper"})) == ["Hattingen-Welper"]
