"""What the portal sends by mail: a row for each, kept whatever becomes of it."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.post.ablage import wegwerfen

# Stands in the place of a text that nobody may read again.
GELOESCHT = "(vertraulich, nach dem Versand gelöscht)"
# Stands in the place of a link for a new password, which is made when the mail is delivered.
LINK = "[Link]"
# A header is one line (RFC 5322, section 2.2): what follows a line break would be another header.
EINZEILIG = RegexValidator(r"\A[^\x00-\x1f\x7f]*\Z", "Der Betreff muss in einer Zeile stehen.")


class Zustand(models.TextChoices):
    WARTET = "wartet", "wartet"
    GESENDET = "gesendet", "gesendet"
    GESCHEITERT = "gescheitert", "gescheitert"
    ABGELEGT = "abgelegt", "als Datei abgelegt"


class SendungQuerySet(models.QuerySet["Sendung"]):
    def wartend_seit(self, zeit: datetime) -> "SendungQuerySet":
        """Give what has been waiting since `zeit` (aware) or longer: does the worker run?"""
        return self.filter(zustand=Zustand.WARTET, angelegt_am__lte=zeit)

    def gescheitert(self) -> "SendungQuerySet":
        """Give what was given up: somebody has to look at it."""
        return self.filter(zustand=Zustand.GESCHEITERT)

    def nicht_angekommen(self) -> dict[str, int]:
        """Give how many failed and how many became a file, by their Zustand; costs one query."""
        return self.aggregate(
            **{
                zustand.value: Count("pk", filter=Q(zustand=zustand))
                for zustand in (Zustand.GESCHEITERT, Zustand.ABGELEGT)
            }
        )

    def betreut_von(self, person: Person) -> "SendungQuerySet":
        """Keep nothing for those who are there for some Stadtteile: mails are the office's."""
        return self.all() if stadtteile_von(person) is None else self.none()


class Sendung(models.Model):
    """A mail on its way: waiting, accepted by the mail server for everybody, or given up.

    "gesendet" means that the server has taken it over (RFC 5321, section 6.1), not that somebody
    has read it. Without a mail server it becomes a file, and nobody gets it.
    """

    an = ArrayField(models.EmailField(), verbose_name="an")
    antwort_an = models.EmailField("Antwort an", blank=True)
    betreff = models.CharField("Betreff", max_length=200, validators=[EINZEILIG])
    text = models.TextField("Text")
    vertraulich = models.BooleanField(
        "vertraulich",
        default=False,
        db_default=False,
        help_text="Der Text ist nur für die Person, an die er geht, und wird danach gelöscht.",
    )
    passwortlink_fuer = models.PositiveBigIntegerField(
        "Passwortlink für",
        null=True,
        blank=True,
        editable=False,
        help_text="Schlüssel des Kontos. Der Link entsteht erst beim Versand.",
    )
    kennung = models.UUIDField(
        "Kennung",
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="Steht in der Message-ID und bleibt bei jedem Versuch gleich.",
    )
    angelegt_am = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    zustand = models.CharField(
        "Zustand", max_length=11, choices=Zustand.choices, default=Zustand.WARTET
    )
    versuche = models.PositiveSmallIntegerField("Versuche", default=0)
    letzter_fehler = models.TextField("letzter Fehler", blank=True)
    angenommen = ArrayField(
        models.EmailField(),
        verbose_name="angenommen für",
        default=list,
        blank=True,
        help_text="Wer die Mail schon hat, bekommt sie bei einem neuen Versuch nicht noch einmal.",
    )
    gesendet_am = models.DateTimeField("gesendet am", null=True, blank=True)

    objects = SendungQuerySet.as_manager()

    class Meta:
        verbose_name = "Mail"
        verbose_name_plural = "Mails"
        ordering = ["-angelegt_am", "-pk"]
        indexes = [models.Index(fields=["zustand", "angelegt_am"], name="sendung_zustand")]
        constraints = [
            models.CheckConstraint(
                condition=Q(an__len__gt=0),
                name="sendung_an_jemanden",
                violation_error_message="Eine Mail braucht mindestens eine Adresse.",
            ),
            models.CheckConstraint(
                condition=Q(zustand=Zustand.GESENDET, gesendet_am__isnull=False)
                | (~Q(zustand=Zustand.GESENDET) & Q(gesendet_am__isnull=True)),
                name="sendung_gesendet_mit_zeit",
                violation_error_message="Nur eine gesendete Mail hat eine Sendezeit.",
            ),
        ]

    def __str__(self) -> str:
        return f"Mail „{self.betreff}“"

    @property
    def offen(self) -> list[str]:
        """Give the addresses for which no server has accepted this mail yet."""
        return [adresse for adresse in self.an if adresse not in self.angenommen]


@receiver(post_delete, sender=Sendung)
def _mit_datei(instance: Sendung, **_: Any) -> None:
    """Delete the file of a deleted mail, too: whoever deletes a message deletes its words."""
    transaction.on_commit(partial(wegwerfen, instance.kennung), robust=True)
