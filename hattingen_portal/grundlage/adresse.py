"""Public addresses that stay: a slug is unique, and a changed one leaves a redirect."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

SLUG_LAENGE = 100


def slug_aus(*teile: str) -> str:
    """Give the address word of a German text: "Große Weiß, Süd" becomes "grosse-weiss-sued"."""
    text = " ".join(teil for teil in teile if teil).lower()
    for umlaut, ersatz in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, ersatz)
    return slugify(text.replace("/", " "))[:SLUG_LAENGE].strip("-")


class MitAdresse(models.Model):
    """A row with a page of its own at `slug`; its former slugs keep leading there.

    `RESERVIERT` names the words that the app's own addresses use.
    """

    RESERVIERT: Collection[str] = ()

    slug = models.SlugField(
        "Adresse",
        max_length=SLUG_LAENGE,
        unique=True,
        blank=True,
        help_text="Der letzte Teil der Internetadresse. Bleibt das Feld leer, wird er gebildet. "
        "Eine geänderte Adresse leitet die alte weiter.",
    )
    fruehere_slugs = ArrayField(
        models.SlugField(max_length=SLUG_LAENGE),
        default=list,
        blank=True,
        editable=False,
        verbose_name="frühere Adressen",
    )
    _geladener_slug = ""

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["fruehere_slugs"], name="%(class)s_fruehere_slugs")]

    def save(
        self,
        *args: Any,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Save; an address that was printed once stays, whoever changes the slug."""
        if not self.slug:
            self.slug = freier_slug(self)
        alt = self._geladener_slug
        if alt and alt != self.slug and self.hinterlaesst_weiterleitung():
            self.fruehere_slugs = [
                *(s for s in self.fruehere_slugs if s not in {alt, self.slug}),
                alt,
            ]
            if update_fields is not None:
                update_fields = {*update_fields, "fruehere_slugs"}
        super().save(*args, update_fields=update_fields, **kwargs)
        self._geladener_slug = self.slug

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        objekt = super().from_db(db, field_names, values)
        if "slug" in field_names:
            objekt._geladener_slug = objekt.slug
        return objekt

    def slug_vorschlag(self) -> str:
        """Give the slug that the row gets when nobody names one."""
        return slug_aus(str(self))

    def hinterlaesst_weiterleitung(self) -> bool:
        """Tell whether the old address may be known to anyone; drafts override this."""
        return True

    def clean(self) -> None:
        """Fill in an empty slug; raises ValidationError for a reserved or taken one."""
        super().clean()
        if not self.slug:
            self.slug = freier_slug(self)
        if self.slug in self.RESERVIERT:
            raise ValidationError(
                {
                    "slug": f"„{self.slug}“ braucht das Portal selbst. Bitte wählen Sie ein "
                    "anderes Wort."
                }
            )
        if self.slug != self._geladener_slug and _vergeben(self, self.slug):
            raise ValidationError(
                {
                    "slug": f"Unter „{self.slug}“ war oder ist schon ein anderer Eintrag zu "
                    "finden. Bitte wählen Sie ein anderes Wort."
                }
            )


def _vergeben(objekt: MitAdresse, slug: str) -> bool:
    andere = type(objekt)._base_manager.exclude(pk=objekt.pk)
    return andere.filter(models.Q(slug=slug) | models.Q(fruehere_slugs__contains=[slug])).exists()


def freier_slug(objekt: MitAdresse) -> str:
    """Give the proposed slug of `objekt`, with a number behind it where it is taken."""
    wort = objekt.slug_vorschlag() or type(objekt).__name__.lower()
    kandidat, nummer = wort, 1
    while kandidat in objekt.RESERVIERT or _vergeben(objekt, kandidat):
        nummer += 1
        kandidat = f"{wort[: SLUG_LAENGE - 6]}-{nummer}"
    return kandidat
