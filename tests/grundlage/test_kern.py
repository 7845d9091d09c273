"""The template pack: what each widget prints when it is empty, filled and wrong."""

import pytest
import time_machine
from crispy_forms.layout import Fieldset
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from hattingen_portal.grundlage.formular.muster import Musterformular
from hattingen_portal.grundlage.formular.oeffentlich import OeffentlichesFormular
from tests.grundlage.musterangaben import FALSCH, RICHTIG, formular
from tests.seite import Element, Seite

ZUSTAENDE = ("leer", "ausgefüllt", "falsch")
GRUPPEN = ("farbe", "farben", "tag")
# By name: kind of input, its type, and what a browser may fill in.
EINGABEN = {
    "name": ("input", "text", "name"),
    "email": ("input", "email", "email"),
    "telefon": ("input", "tel", "tel"),
    "webseite": ("input", "url", "url"),
    "anzahl": ("input", "number", None),
    "suchwort": ("input", "search", None),
    "nachricht": ("textarea", None, None),
    "thema": ("select", None, None),
    "unterlage": ("input", "file", None),
    "einverstanden": ("input", "checkbox", None),
    "herkunft": ("input", "hidden", None),
    "zeitmarke": ("input", "hidden", None),
    "leer_lassen": ("input", "text", "off"),
}
TEILE = ("tag_tag", "tag_monat", "tag_jahr")


def im_zustand(zustand: str) -> OeffentlichesFormular:
    return {
        "leer": Musterformular,
        "ausgefüllt": lambda: formular(RICHTIG),
        "falsch": lambda: formular(FALSCH),
    }[zustand]()


def gedruckt(form: forms.Form) -> Seite:
    vorlage = Template("{% load crispy_forms_tags %}{{ form|as_crispy_errors }}{% crispy form %}")
    return Seite(vorlage.render(Context({"form": form, "csrf_token": "x"})))


@pytest.fixture(params=ZUSTAENDE)
def seite(request: pytest.FixtureRequest, jetzt: time_machine.Traveller) -> Seite:
    return gedruckt(im_zustand(request.param))


@pytest.fixture
def falsch(jetzt: time_machine.Traveller) -> Seite:
    return gedruckt(im_zustand("falsch"))


def benannt(seite: Seite, name: str) -> list[Element]:
    return [e for e in seite.elemente if e.attrs.get("name") == name]


def mit_id(seite: Seite, kennung: str) -> Element:
    (element,) = [e for e in seite.elemente if e.attrs.get("id") == kennung]
    return element


def legenden(seite: Seite) -> dict[str, Element]:
    """Give the fieldset of each legend."""
    return dict(zip(seite.texte("legend"), seite.alle("fieldset"), strict=True))


def test_each_id_stands_once_and_each_reference_leads_to_one(seite: Seite) -> None:
    kennungen = [e.attrs["id"] for e in seite.elemente if "id" in e.attrs]
    assert len(set(kennungen)) == len(kennungen)
    verweise = [e.attrs["for"] for e in seite.alle("label")]
    for e in seite.elemente:
        verweise += e.attrs.get("aria-describedby", "").split()
        verweise += e.attrs.get("aria-labelledby", "").split()
    verweise += [adresse.removeprefix("#") for adresse in seite.adressen()]
    assert [verweis for verweis in verweise if verweis not in kennungen] == []


def test_each_input_has_its_label_and_its_kind(seite: Seite) -> None:
    for name, (tag, typ, autocomplete) in EINGABEN.items():
        (eingabe,) = benannt(seite, name)
        assert (eingabe.tag, eingabe.attrs.get("type")) == (tag, typ)
        assert eingabe.attrs.get("autocomplete") == autocomplete
        beschriftungen = [
            e for e in seite.alle("label") if e.attrs["for"] == eingabe.attrs.get("id")
        ]
        assert len(beschriftungen) == (typ != "hidden")


def test_no_input_is_checked_or_cut_off_by_the_browser(seite: Seite) -> None:
    (form,) = seite.alle("form")
    assert form.attrs == {
        "id": "formular-muster",
        "class": "formular",
        "method": "post",
        "enctype": "multipart/form-data",
        "novalidate": "",
    }
    assert [e for e in seite.elemente if {"required", "maxlength"} & set(e.attrs)] == []


def test_groups_have_a_legend(seite: Seite) -> None:
    gruppen = legenden(seite)
    assert list(gruppen) == [
        "Lieblingsfarbe",
        "Welche Farben mögen Sie noch? freiwillig",
        "An welchem Tag?",
    ]
    assert [gruppe.attrs.get("role") for gruppe in gruppen.values()] == ["radiogroup", None, None]
    for name, typ in (("farbe", "radio"), ("farben", "checkbox")):
        assert [e.attrs["type"] for e in benannt(seite, name)] == [typ] * 3


def test_the_date_has_three_inputs_for_digits(seite: Seite) -> None:
    for nummer, teil in enumerate(TEILE):
        (eingabe,) = benannt(seite, teil)
        assert eingabe.attrs["id"] == f"id_tag_{nummer}"
        assert eingabe.attrs["type"] == "text"
        assert eingabe.attrs["inputmode"] == "numeric"
    namen = {e.attrs["for"]: e.text for e in seite.alle("label")}
    assert [namen[f"id_tag_{n}"] for n in range(3)] == ["Tag", "Monat", "Jahr"]


def test_hint_and_error_stand_before_the_input(falsch: Seite) -> None:
    reihe = [e.attrs.get("id") for e in falsch.elemente]
    for name in ("email", "nachricht", "farbe", "tag"):
        erste = f"id_{name}_0" if name in GRUPPEN else f"id_{name}"
        stellen = [reihe.index(f"id_{name}_helptext"), reihe.index(f"id_{name}_error")]
        assert [*stellen, reihe.index(erste)] == sorted([*stellen, reihe.index(erste)])


def test_what_is_optional_says_so(seite: Seite) -> None:
    freiwillig = [*seite.texte("label"), *seite.texte("legend")]
    assert sorted(text for text in freiwillig if text.endswith(" freiwillig")) == [
        "Foto freiwillig",
        "Internetadresse freiwillig",
        "Suchwort freiwillig",
        "Telefon freiwillig",
        "Welche Farben mögen Sie noch? freiwillig",
    ]


def test_a_long_text_knows_its_limit_beforehand(seite: Seite) -> None:
    hinweis = mit_id(seite, "id_nachricht_helptext")
    assert hinweis.text == "Ein Satz genügt. Höchstens 4.000 Zeichen."


def test_nothing_is_wrong_with_an_empty_or_filled_form(jetzt: time_machine.Traveller) -> None:
    for zustand in ("leer", "ausgefüllt"):
        seite = gedruckt(im_zustand(zustand))
        assert [e for e in seite.elemente if "aria-invalid" in e.attrs] == []
        assert seite.alle("div", "kern-error") == []
        assert seite.alle("div", "fehlerliste") == []


def test_what_was_typed_stands_in_the_form(jetzt: time_machine.Traveller) -> None:
    seite = gedruckt(im_zustand("ausgefüllt"))
    einfache = ("name", "email", "telefon", "webseite", "anzahl", "suchwort", "herkunft", *TEILE)
    for name in einfache:
        assert benannt(seite, name)[0].attrs["value"] == RICHTIG[name]
    assert benannt(seite, "nachricht")[0].text == "Die Bank wackelt."
    angekreuzt = [e.attrs["id"] for e in seite.alle("input") if "checked" in e.attrs]
    assert angekreuzt == ["id_farbe_0", "id_farben_1", "id_farben_2", "id_einverstanden"]
    gewaehlt = [e.text for e in seite.alle("option") if "selected" in e.attrs]
    assert gewaehlt == ["Blau"]


def test_wrong_inputs_are_marked_and_described(falsch: Seite) -> None:
    markiert = [e.attrs.get("name", e.tag) for e in falsch.elemente if "aria-invalid" in e.attrs]
    assert markiert == [
        *("name", "email", "telefon", "webseite", "anzahl", "nachricht", "thema"),
        "fieldset",
        *("tag_tag", "tag_monat", "einverstanden"),
    ]
    beschrieben = {
        "email": "id_email_helptext id_email_error",
        "nachricht": "id_nachricht_helptext id_nachricht_error",
        "thema": "id_thema_error",
        "tag_tag": "id_tag_error",
        "einverstanden": "id_einverstanden_error",
    }
    for name, kennungen in beschrieben.items():
        assert benannt(falsch, name)[0].attrs["aria-describedby"] == kennungen
    gruppen = legenden(falsch)
    assert gruppen["Lieblingsfarbe"].attrs["aria-describedby"] == "id_farbe_helptext id_farbe_error"
    assert gruppen["An welchem Tag?"].attrs["aria-describedby"] == "id_tag_helptext id_tag_error"
    assert mit_id(falsch, "id_einverstanden_error").text == (
        "Fehler: Bitte setzen Sie das Häkchen bei „Ich habe den Hinweis gelesen“."
    )


def test_the_summary_leads_to_the_first_input_that_is_wrong(falsch: Seite) -> None:
    (liste,) = falsch.alle("div", "fehlerliste")
    assert liste.attrs == {
        "class": "fehlerliste",
        "role": "alert",
        "aria-labelledby": "fehlerliste-titel",
        "tabindex": "-1",
        "autofocus": "",
    }
    assert mit_id(falsch, "fehlerliste-titel").text == "Bitte prüfen Sie Ihre Angaben"
    assert falsch.adressen() == [
        *("#id_name", "#id_email", "#id_telefon", "#id_webseite", "#id_anzahl", "#id_nachricht"),
        *("#id_thema", "#id_farbe_0", "#id_farben_0", "#id_tag_0", "#id_einverstanden"),
    ]


@pytest.mark.parametrize(
    ("tag", "ziel"),
    [
        (("26", "13", "2026"), "#id_tag_1"),
        (("26", "1", ""), "#id_tag_2"),
        (("", "", ""), "#id_tag_0"),
    ],
)
def test_a_wrong_date_leads_to_its_wrong_part(
    jetzt: time_machine.Traveller, tag: tuple[str, str, str], ziel: str
) -> None:
    seite = gedruckt(formular(RICHTIG | dict(zip(TEILE, tag, strict=True))))
    assert seite.adressen() == [ziel]
    markiert = [f"#{e.attrs['id']}" for e in seite.elemente if "aria-invalid" in e.attrs]
    assert markiert[0] == ziel


def test_the_trap_is_out_of_reach_and_says_what_it_is(seite: Seite) -> None:
    (eingabe,) = benannt(seite, "leer_lassen")
    assert eingabe.attrs["tabindex"] == "-1"
    assert "value" not in eingabe.attrs
    (falle,) = seite.alle("div", "honigtopf")
    assert falle.attrs["aria-hidden"] == "true"


def test_what_the_protection_says_has_no_link(jetzt: time_machine.Traveller) -> None:
    seite = gedruckt(formular(RICHTIG | {"leer_lassen": "x"}))
    assert mit_id(seite, "fehlerliste-titel").text == "Noch nicht gesendet"
    assert seite.adressen() == []


def test_words_of_a_person_are_no_markup(jetzt: time_machine.Traveller) -> None:
    boese = '"><script>alert(1)</script>'
    angaben = RICHTIG | dict.fromkeys(("name", "nachricht", "thema", *TEILE, "farbe"), boese)
    assert gedruckt(formular(angaben)).alle("script") == []


def test_a_form_may_group_its_fields_and_name_its_button() -> None:
    class Gruppiert(OeffentlichesFormular):
        umfang = "gruppiert"
        absenden = "Los"
        vorname = forms.CharField(label="Vorname")

        def anordnung(self) -> list[Fieldset]:
            return [Fieldset("Über Sie", "vorname")]

    seite = Seite(render_crispy_form(Gruppiert(), context={"csrf_token": "x"}))
    assert seite.texte("legend") == ["Über Sie"]
    assert seite.texte("button") == ["Los"]
    assert [e.attrs["type"] for e in seite.alle("button")] == ["submit"]
    assert "enctype" not in seite.alle("form")[0].attrs


def test_a_form_with_a_prefix_can_stand_beside_another(jetzt: time_machine.Traveller) -> None:
    zwei = [gedruckt(Musterformular()), gedruckt(Musterformular(prefix="zweites"))]
    kennungen = [e.attrs["id"] for seite in zwei for e in seite.elemente if "id" in e.attrs]
    assert len(set(kennungen)) == len(kennungen)


def test_a_form_that_narrows_a_list_calls_nothing_optional() -> None:
    class Filter(forms.Form):
        farbe = forms.ChoiceField(required=False, choices=[("", "Alle"), ("rot", "Rot")])

    vorlage = Template("{% load crispy_forms_tags %}{{ form|crispy }}")
    seite = Seite(vorlage.render(Context({"form": Filter({"farbe": "rot"})})))
    assert seite.texte("label") == ["Farbe"]
    assert [e.text for e in seite.alle("option") if "selected" in e.attrs] == ["Rot"]
    assert seite.alle("form") == []
