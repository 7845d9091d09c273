"""The model field of a PDF, and the column beside it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile

from hattingen_portal.grundlage.pdf.pruefung import maengel


class PdfDatei(FieldFile):
    """The stored PDF of a row: what it lacks is noted when it comes in, whichever way it comes."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store `content`, and note on the row what it lacks."""
        content.seek(0)
        vars(self.instance).update(pdf_maengel=maengel(content.read()))
        content.seek(0)
        super().save(name, content, save)


class PdfFeld(models.FileField):
    """The PDF of a row that has `pdf_maengel`, too, after it: columns are saved in their order."""

    attr_class = PdfDatei

    def deconstruct(self) -> Any:
        """Be a plain file to migrations: what is more about it is nothing to the database."""
        name, _, stellen, angaben = super().deconstruct()
        return name, "django.db.models.FileField", stellen, angaben


def maengelspalte() -> ArrayField:
    """Give the column for what a PDF lacks, values of `Mangel`; NULL while nobody has looked."""
    return ArrayField(
        models.CharField(max_length=10),
        verbose_name="Mängel des PDFs",
        null=True,
        blank=True,
        editable=False,
    )
