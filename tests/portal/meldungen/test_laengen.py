"""What fits into a public form fits into the database: nobody meets an error page for it."""

import pytest
from django import forms
from django.test import Client

from akteure.models import Akteur
from hattingen_portal.meldungen.formulare import (
    BarriereFormular,
    BerichtigungFormular,
    KontaktFormular,
    MeldungFormular,
)
from hattingen_portal.meldungen.models import NACHRICHT_LAENGE, Meldung
from tests import fabriken as f
from tests.portal.meldungen.senden import absenden, gesendet

FORMULARE: dict[str, type[MeldungFormular]] = {
    "/kontakt/": KontaktFormular,
    "/barriere-melden/": BarriereFormular,
    "/akteure/verein/berichtigen/": BerichtigungFormular,
}
SCHUTZ = ("zeitmarke", "leer_lassen", "version")
TEXTFELDER = [
    pytest.param(adresse, name, id=f"{formular.__name__}-{name}")
    for adresse, formular in FORMULARE.items()
    for name, feld in formular.base_fields.items()
    if isinstance(feld, forms.CharField) and name not in SCHUTZ
]


def platz(name: str) -> int:
    """Give the room of the column that the field `name` ends in."""
    modell = Akteur if name.startswith("eintrag_") else Meldung
    spalte = modell._meta.get_field(name.removeprefix("eintrag_"))
    return spalte.max_length or NACHRICHT_LAENGE


def text(name: str, laenge: int) -> str:
    """Give a valid input for the field `name` that has `laenge` characters."""
    if name.endswith("email"):
        domain = ".".join(["b" * 63] * 3) + ".example.org"
        return "a" * (laenge - len(domain) - 1) + "@" + domain
    if name.endswith("website"):
        return "https://example.org/".ljust(laenge, "a")
    return ("0" if name == "telefon" else "ü") * laenge


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
@pytest.mark.parametrize(("adresse", "name"), TEXTFELDER)
def test_a_field_takes_what_its_column_holds_and_no_character_more(
    client: Client, adresse: str, name: str
) -> None:
    f.akteur("Verein")
    angaben = {"text": "Hallo"}
    zu_lang = absenden(client, adresse, **angaben | {name: text(name, platz(name) + 1)})
    assert zu_lang.status_code == 200
    assert list(zu_lang.context["form"].errors) == [name]
    assert not Meldung.objects.exists()

    gerade_noch = text(name, platz(name))
    meldung = gesendet(client, adresse, **angaben | {name: gerade_noch})
    if name.startswith("eintrag_"):
        assert [v.vorgeschlagen for v in meldung.vorschlaege.all()] == [gerade_noch]
    else:
        assert getattr(meldung, name) == gerade_noch


def test_no_public_form_is_left_out() -> None:
    assert set(MeldungFormular.__subclasses__()) == set(FORMULARE.values())
