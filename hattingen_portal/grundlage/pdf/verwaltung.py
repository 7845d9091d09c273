"""The admin of PDFs: what is missing in one, and how to make a better one."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from hattingen_portal.grundlage.pdf.plaetze import gemeinsam_warten
from hattingen_portal.grundlage.pdf.pruefung import AKTIVES, Mangel
from hattingen_portal.grundlage.verwaltung.admin import GanzGeprueftesInline, GrundAdmin, hinweisen

TAGS = (
    "Word: Datei → Speichern unter → PDF → Optionen → „Dokumentstrukturtags für Eingabehilfen“. "
    "LibreOffice: Datei → Exportieren als PDF → „Universelle Barrierefreiheit (PDF/UA)“."
)
AUSWEG = {
    Mangel.STRUKTUR: "Es hat keine Struktur (Tags), Screenreader finden darin keine Überschriften, "
    f"Listen und Tabellen. Bitte speichern Sie es neu. {TAGS} Ein Scan hat nie Tags.",
    Mangel.TITEL: "Es hat keinen Titel, den Programme anzeigen. Bitte tragen Sie ihn im Dokument "
    "ein (Word: Datei → Informationen → Titel; LibreOffice: Datei → Eigenschaften), und speichern "
    "Sie das PDF neu.",
    Mangel.SPRACHE: "Ihm fehlt die Angabe der Sprache, Screenreader lesen es vielleicht englisch "
    "vor. Bitte stellen Sie im Dokument Deutsch ein, und speichern Sie das PDF neu mit Tags.",
    Mangel.GESPERRT: "Es ist mit einem Passwort geschützt. Bitte speichern Sie es ohne.",
    Mangel.UNLESBAR: "Es lässt sich nicht prüfen. Meist ist es beschädigt, und manche Programme "
    "können es nicht öffnen. Bitte speichern Sie es neu.",
} | {
    mangel: f"Es enthält {was}; die Website gibt es deshalb nicht heraus."
    for mangel, was in AKTIVES.items()
}
FOLGE = (
    "Gesichert ist es; sobald es öffentlich ist, steht „nicht barrierefrei“ daneben. Was darin "
    "wichtig ist, schreiben Sie bitte auch in den Text der Seite."
)
UNGEPRUEFT = (
    "Ob Screenreader es lesen können, ließ sich gerade nicht prüfen. Gesichert ist es. Das Portal "
    "holt die Prüfung nach; ob etwas fehlt, steht dann hier unter „Für Screenreader“."
)


class PdfInline(GanzGeprueftesInline):
    """Rows with a PDF, beside each what it lacks, and the way to it where the public has one."""

    fk_name: str  # of what they belong to, which their address names
    readonly_fields = ("zustand",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch along what the address of each row needs, and whether it leads anywhere."""
        zeilen: QuerySet[Any] = super().get_queryset(request)
        abrufbare = self.model._default_manager.abrufbar().filter(pk=OuterRef("pk"))
        zeilen = zeilen.annotate(abrufbar=Exists(abrufbare))
        return zeilen.select_related(self.fk_name)

    def view_on_site(self, obj: Any) -> str | None:
        """Give the address of the PDF, None while the public cannot open it."""
        return obj.get_absolute_url() if obj.abrufbar else None

    @admin.display(description="Für Screenreader")
    def zustand(self, obj: Any) -> str:
        """Say what the PDF lacks; of one that lacks nothing, only that nothing was found."""
        if obj.pdf_maengel is None:
            return "noch nicht geprüft" if obj.pk else "–"
        return ", ".join(Mangel(wert).label for wert in obj.pdf_maengel) or "kein Mangel gefunden"


class MitPdf(GrundAdmin):
    """For forms with rows of PDFs: says after saving what a new one lacks, and the way out."""

    def changeform_view(self, *args: Any, **kwargs: Any) -> Any:
        """Let all PDFs of the form wait together: whoever saves waits with them."""
        with gemeinsam_warten():
            return super().changeform_view(*args, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if hasattr(formset.model, "pdf_maengel"):
            for zeile in _neue(formset):
                if zeile.pdf_maengel != []:
                    hinweisen(request, hinweis(zeile), messages.WARNING)


def hinweis(zeile: Any) -> str:
    """Give in German what the PDF of `zeile` lacks, what to do, and what the public sees."""
    if zeile.pdf_maengel is None:
        return f"PDF „{zeile}“: {UNGEPRUEFT}"
    auswege = " ".join(AUSWEG[Mangel(wert)] for wert in zeile.pdf_maengel)
    return f"PDF „{zeile}“: {auswege} {FOLGE}"


def _neue(formset: Any) -> list[Any]:
    """Give the rows that came with a new file."""
    ersetzte = [zeile for zeile, felder in formset.changed_objects if "datei" in felder]
    return [*formset.new_objects, *ersetzte]
