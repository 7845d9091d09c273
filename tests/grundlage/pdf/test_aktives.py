"""What acts by itself in a PDF is named, refused at the form, and not given out when found late."""

from collections.abc import Callable
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from pikepdf import Array, Dictionary, Name, Pdf, String

from aktuelles.models import Anhang
from hattingen_portal.grundlage.pdf.pruefung import AKTIVES, Mangel, maengel
from konferenzen.models import Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.portal.suche.bestand import suche
from tests.verwaltung import form_url, offen

Eingriff = Callable[[Pdf], None]
SKRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def mit(eingriff: Eingriff, **speichern: object) -> bytes:
    """Give a PDF that lacks nothing, changed by `eingriff`."""
    ausgabe = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as dokument:
        eingriff(dokument)
        dokument.save(ausgabe, **speichern)
    return ausgabe.getvalue()


def beim_oeffnen(aktion: Dictionary) -> Eingriff:
    return lambda d: d.Root.__setattr__("OpenAction", aktion)


def anmerkung(**angaben: object) -> Eingriff:
    def eingriff(d: Pdf) -> None:
        notiz = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **angaben)
        d.pages[0].Annots = Array([d.make_indirect(notiz)])

    return eingriff


def anlage(d: Pdf) -> None:
    d.attachments["rechnung.exe"] = b"MZ"


def namentlich(d: Pdf) -> None:
    d.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("x"), SKRIPT]))


def verwaist(d: Pdf) -> None:
    """Leave a script in an object that nothing refers to but an odd entry, deep inside."""
    d.Root.Merkwuerdig = Array([Array([1, Dictionary(Tief=Array([SKRIPT]))])])


def formular(d: Pdf) -> None:
    d.Root.AcroForm = Dictionary(Fields=[], XFA=d.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    ("eingriff", "erwartet"),
    [
        (beim_oeffnen(SKRIPT), Mangel.SKRIPT),
        (lambda d: d.pages[0].__setattr__("AA", Dictionary(O=SKRIPT)), Mangel.SKRIPT),
        (namentlich, Mangel.SKRIPT),
        (verwaist, Mangel.SKRIPT),
        (beim_oeffnen(Dictionary(S=Name.Launch, F=String("cmd.exe"))), Mangel.PROGRAMM),
        (anlage, Mangel.DATEIEN),
        (anmerkung(Subtype=Name.FileAttachment), Mangel.DATEIEN),
        (beim_oeffnen(Dictionary(S=Name.GoToE)), Mangel.DATEIEN),
        (formular, Mangel.XFA),
        (
            beim_oeffnen(Dictionary(S=Name.SubmitForm, F=String("https://example.org"))),
            Mangel.SENDEN,
        ),
        (anmerkung(Subtype=Name.RichMedia), Mangel.MEDIEN),
        (anmerkung(Subtype=Name.Movie), Mangel.MEDIEN),
    ],
)
@pytest.mark.parametrize("gepackt", [False, True])
def test_what_acts_is_found_wherever_it_stands(
    eingriff: Eingriff, erwartet: Mangel, gepackt: bool
) -> None:
    art = pikepdf.ObjectStreamMode.generate if gepackt else pikepdf.ObjectStreamMode.disable
    assert maengel(mit(eingriff, object_stream_mode=art)) == [erwartet]


def test_a_name_written_in_numbers_is_the_same_name() -> None:
    offen_ = mit(beim_oeffnen(SKRIPT), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert maengel(offen_.replace(b"/JS ", b"/J#53 ")) == [Mangel.SKRIPT]


def test_what_only_speaks_of_it_is_harmless() -> None:
    def eingriff(d: Pdf) -> None:
        d.Root.OpenAction = Array([d.pages[0].obj, Name.Fit])  # as LibreOffice writes it
        d.docinfo["/Subject"] = "Was tun mit /JavaScript und /Launch im PDF?"
        ziel = Dictionary(S=Name.URI, URI=String("https://example.org/JS"))
        d.pages[0].Annots = Array(
            [d.make_indirect(Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=ziel))]
        )

    assert maengel(mit(eingriff)) == []


@pytest.mark.django_db
def test_the_form_names_what_it_refuses_and_saves_nothing(sb: Client) -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))

    def beides(d: Pdf) -> None:
        beim_oeffnen(SKRIPT)(d)
        anlage(d)

    daten = offen(sb, konferenz) | {
        "unterlagen-TOTAL_FORMS": "1",
        "unterlagen-0-art": "programm",
        "unterlagen-0-titel": "Programm",
        "unterlagen-0-datei": SimpleUploadedFile("x.pdf", mit(beides)),
    }
    antwort = sb.post(form_url(konferenz), daten)
    [zeilen] = [z for z in antwort.context["inline_admin_formsets"] if z.formset.model is Unterlage]
    [meldung] = zeilen.formset.errors[0]["datei"]
    assert meldung == (
        "Dieses PDF enthält andere Dateien, ein Skript (JavaScript). Was mehr kann als Text und "
        "Bilder zeigen, kann anderen schaden und wird nicht angenommen. Bitte speichern Sie das "
        "Dokument neu als PDF, ohne Makros, Anlagen, Filme und Formularfunktionen. Haben Sie nur "
        "das PDF, hilft meist: öffnen und als PDF drucken."
    )
    assert not Unterlage.objects.exists()


@pytest.mark.django_db
def test_what_is_found_late_is_given_out_no_more(client: Client) -> None:
    konferenz, beitrag = f.konferenz(beginn=f.berlin(2026, 1, 26, 17)), f.beitrag()
    datei = ContentFile(mit(beim_oeffnen(SKRIPT)), name="x.pdf")
    zeilen = [
        Unterlage.objects.create(
            konferenz=konferenz, titel="Xylofon", datei=datei, oeffentlich=True
        ),
        Anhang.objects.create(beitrag=beitrag, titel="Xylofon", datei=datei),
    ]
    for zeile in zeilen:  # as an earlier release left it
        type(zeile).objects.filter(pk=zeile.pk).update(pdf_maengel=["titel"])
    seiten = [konferenz.get_absolute_url(), beitrag.get_absolute_url()]
    for zeile in zeilen:
        assert client.get(zeile.get_absolute_url()).getvalue().startswith(b"%PDF-")
    assert all("Xylofon" in client.get(seite).text for seite in seiten)
    assert len(suche(client, "Xylofon")) == 2

    sagt = StringIO()
    call_command("pdfs_pruefen", "--alle", stdout=sagt)

    assert sagt.getvalue() == "PDFs geprüft: 2\n"
    for zeile in zeilen:
        zeile.refresh_from_db()
        assert zeile.pdf_maengel == [Mangel.SKRIPT]
        assert client.get(zeile.get_absolute_url()).status_code == 404
    assert not any("Xylofon" in client.get(seite).text for seite in seiten)
    assert suche(client, "Xylofon") == []


def test_each_kind_has_its_words() -> None:
    assert all(mangel.label.endswith("deshalb verborgen") for mangel in AKTIVES)
