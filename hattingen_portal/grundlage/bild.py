"""A picture that comes with its description."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile

from hattingen_portal.grundlage import bildfassungen
from hattingen_portal.grundlage.bildannahme import bereinigt, bild_pruefen
from hattingen_portal.grundlage.bildfassungen import Bildansicht, Vorschaubild
from hattingen_portal.grundlage.dateien import unerratbarer_pfad
from hattingen_portal.grundlage.dateifeld import EigeneDatei


def bildpfad(_objekt: models.Model, dateiname: str) -> str:
    """Give where a picture is stored."""
    return unerratbarer_pfad("bilder", dateiname)


class BildDatei(ImageFieldFile):
    """The stored picture of a row: what comes in is cleaned, whichever way it comes."""

    def save(self, name: str, content: File, save: bool = True) -> None:  # noqa: ARG002 - Django's
        """Store what `bereinigt` leaves of `content`; raises ValidationError as that does."""
        inhalt = bereinigt(content)
        super().save(f"bild.{inhalt.endung}", ContentFile(inhalt.daten), save=False)
        vars(self.instance).update(bild_breite=inhalt.breite, bild_hoehe=inhalt.hoehe)
        if save:
            self.instance.save()


class BildFeld(EigeneDatei, models.ImageField):
    """The picture of a row that has `bild_breite` and `bild_hoehe`, too; it goes with the row.

    Django would judge an upload by its name and call whatever Pillow stumbles over broken; here
    `bild_pruefen` judges, and says why.
    """

    attr_class = BildDatei

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"upload_to": bildpfad, "validators": [bild_pruefen]})

    def deconstruct(self) -> Any:
        """Leave out of migrations what is the same for every picture."""
        name, pfad, stellen, angaben = super().deconstruct()
        return (
            name,
            pfad,
            stellen,
            {k: angaben[k] for k in angaben.keys() - {"upload_to", "validators"}},
        )

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        """Give a field that takes any file; a phone that reads its types hands over a JPEG."""
        feld = super().formfield(*args, **{"form_class": forms.FileField} | kwargs)
        if feld is not None:
            feld.widget.attrs["accept"] = "image/jpeg,image/png,image/webp,image/avif,image/gif"
        return feld

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Store a new picture; without one there is no size (its columns come after this one)."""
        if not (datei := super().pre_save(model_instance, add)):
            vars(model_instance).update(bild_breite=None, bild_hoehe=None)
        return datei

    def datei_loeschen(self, name: str) -> None:
        """Delete the picture with all its versions."""
        bildfassungen.loeschen(name)


class MitBild(models.Model):
    """A row that may have a picture, never one without words (WCAG 1.1.1)."""

    bild = BildFeld(
        "Bild",
        blank=True,
        help_text="JPEG, PNG, WebP, AVIF oder GIF, höchstens 20 MB. Ort und Kamera werden aus der "
        "Datei entfernt.",
    )
    bild_breite = models.PositiveIntegerField("Breite", null=True, editable=False)
    bild_hoehe = models.PositiveIntegerField("Höhe", null=True, editable=False)
    bild_alt = models.CharField(
        "Bildbeschreibung",
        max_length=250,
        blank=True,
        help_text="Was auf dem Bild zu sehen ist, für Menschen, die es nicht sehen.",
    )
    bild_nachweis = models.CharField("Bildnachweis", max_length=120, blank=True)

    # By which link to a draft its picture is seen; "" where the public sees it (vorschau.py).
    bildmarke = ""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_bild_mit_alt",
                condition=models.Q(bild="") | ~models.Q(bild_alt=""),
                violation_error_message="Zum Bild fehlt die Bildbeschreibung.",
            ),
        ]

    def clean(self) -> None:
        """Raise ValidationError at the field when the description is missing."""
        super().clean()
        if self.bild and not self.bild_alt:
            raise ValidationError(
                {"bild_alt": "Bitte beschreiben Sie das Bild in einem Satz: Was ist zu sehen?"}
            )

    @property
    def bildansicht(self) -> Bildansicht | None:
        """The picture as a page shows it; None without one."""
        if not self.bild:
            return None
        return bildfassungen.ansicht(
            self.bild.name, self.bild_breite, self.bild_hoehe, marke=self.bildmarke
        )

    @property
    def vorschaubild(self) -> Vorschaubild | None:
        """The picture as others show it when they link to the page; None without one."""
        if not self.bild:
            return None
        return bildfassungen.vorschaubild(
            self.bild.name, self.bild_alt, self.bild_breite, self.bild_hoehe
        )
