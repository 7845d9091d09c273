"""The model field of a PDF, and the column beside it."""

from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile

from hattingen_portal.grundlage.dateifeld import EigeneDatei
from hattingen_portal.grundlage.pdf.pruefung import AKTIVES, Mangel, maengel

Zeilen = TypeVar("Zeilen", bound=models.QuerySet)


class PdfDatei(FieldFile):
    """The stored PDF of a row: what it lacks is noted when it comes in, whichever way it comes."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store `content`, and note on the row what it lacks."""
        vars(self.instance).update(pdf_maengel=geprueft(content))
        super().save(name, content, save)


class PdfFeld(EigeneDatei):
    """The PDF of a row that has `pdf_maengel`, too, after it: columns are saved in their order."""

    attr_class = PdfDatei

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Look into a new file as soon as it is valid: a save would hold the row locked for it.

        Raises ValidationError for one with active content, naming its kinds.
        """
        datei = super().clean(value, model_instance)
        if datei and not datei._committed:
            gefunden = geprueft(datei.file) or ()
            if aktives := [AKTIVES[mangel] for mangel in gefunden if mangel in AKTIVES]:
                raise ValidationError(
                    f"Dieses PDF enthält {', '.join(aktives)}. Was mehr kann als Text und Bilder "
                    "zeigen, kann anderen schaden und wird nicht angenommen. Bitte speichern Sie "
                    "das Dokument neu als PDF, ohne Makros, Anlagen, Filme und Formularfunktionen. "
                    "Haben Sie nur das PDF, hilft meist: öffnen und als PDF drucken."
                )
        return datei

    def deconstruct(self) -> Any:
        """Be a plain file to migrations: what is more about it is nothing to the database."""
        name, _, stellen, angaben = super().deconstruct()
        return name, "django.db.models.FileField", stellen, angaben


def geprueft(datei: File) -> list[Mangel] | None:
    """Give what the PDF `datei` lacks, None where nobody can look now; the file remembers it."""
    if "pdf_maengel" not in vars(datei):
        datei.seek(0)
        vars(datei)["pdf_maengel"] = maengel(datei.read())
        datei.seek(0)
    befund: list[Mangel] | None = vars(datei)["pdf_maengel"]
    return befund


def unbedenklich(zeilen: Zeilen) -> Zeilen:
    """Keep the rows whose PDF may be given out: in which nothing active was found so far."""
    return zeilen.exclude(pdf_maengel__overlap=list(AKTIVES))


def maengelspalte() -> ArrayField:
    """Give the column for what a PDF lacks, values of `Mangel`; NULL while nobody has looked."""
    return ArrayField(
        models.CharField(max_length=10),
        verbose_name="Mängel des PDFs",
        null=True,
        blank=True,
        editable=False,
    )
