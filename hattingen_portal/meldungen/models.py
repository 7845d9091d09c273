"""Meldung and Vorschlag: what citizens wrote, and what became of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from akteure.models import Akteur
from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.grundlage.sperre import MitVersion
from hattingen_portal.meldungen.fristen import BALD, HOECHSTFRIST
from hattingen_portal.meldungen.nummer import vorgangsnummer
from hattingen_portal.meldungen.werte import Art, Entscheidung, Weg, Zustand
from hattingen_portal.post.models import Sendung
from quartiere.models import Stadtteil

NACHRICHT_LAENGE = 5000  # characters
# The last day for an answer about a barrier; an interim answer starts the period anew.
LETZTER_TAG = Func(
    F("zwischennachricht_am"),
    F("eingegangen_am"),
    template="((COALESCE(%(expressions)s) AT TIME ZONE 'Europe/Berlin')::date + "
    f"{HOECHSTFRIST.days})",
    output_field=models.DateField(),
)
# What is due first stands on top, what is done behind it, the latest first.
DRINGENDE_ZUERST = (F("abgeschlossen_am").desc(nulls_first=True), F("faellig_am").asc(), "pk")


class MeldungQuerySet(models.QuerySet["Meldung"]):
    def offen(self) -> Self:
        """Keep those that still wait for an answer."""
        return self.filter(zustand=Zustand.OFFEN)

    def ueberfaellig(self, heute: date) -> Self:
        """Keep those that should have been answered before `heute` (Europe/Berlin)."""
        return self.offen().filter(faellig_am__lt=heute)

    def faellig_bis(self, tag: date) -> Self:
        """Keep those that have to be answered on `tag` or before, overdue ones included."""
        return self.offen().filter(faellig_am__lte=tag)

    def bald_faellig(self, heute: date) -> Self:
        """Keep those that are due within a week from `heute` (Europe/Berlin) and not overdue."""
        return self.faellig_bis(heute + BALD).filter(faellig_am__gte=heute)

    def betreut_von(self, person: Person) -> Self:
        """Keep those about a Stadtteil that `person` is there for, and about its Akteure.

        What names neither is the office's.
        """
        eigene = stadtteile_von(person)
        if eigene is None:
            return self.all()
        return self.filter(
            Q(stadtteil__in=eigene) | Q(akteur__in=Akteur.objects.betreut_von(person))
        )


class Meldung(MitVersion):
    """A message from a citizen: stored first, mailed then, answered by the office."""

    nummer = models.CharField(
        "Vorgangsnummer", max_length=9, unique=True, default=vorgangsnummer, editable=False
    )
    art = models.CharField("Art", max_length=20, choices=Art)
    zustand = models.CharField("Zustand", max_length=20, choices=Zustand, default=Zustand.OFFEN)
    eingegangen_am = models.DateTimeField("eingegangen", default=timezone.now)
    faellig_am = models.DateField("zu beantworten bis")
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    text = models.TextField("Nachricht", max_length=NACHRICHT_LAENGE, blank=True)
    stadtteil = models.ForeignKey(
        Stadtteil,
        on_delete=models.PROTECT,
        related_name="meldungen",
        verbose_name="Stadtteil",
        null=True,
        blank=True,
    )
    seite = models.CharField("Seite mit der Barriere", max_length=500, blank=True)
    # A private person's entry has to go when they want it to; what was written about it stays.
    akteur = models.ForeignKey(
        Akteur,
        on_delete=models.SET_NULL,
        related_name="meldungen",
        verbose_name="Eintrag",
        null=True,
        blank=True,
    )
    notiz = models.TextField("interne Notiz", blank=True, help_text="Nur für die Verwaltung.")
    zwischennachricht_am = models.DateTimeField("Zwischennachricht am", null=True, blank=True)
    abgeschlossen_am = models.DateTimeField("abgeschlossen am", null=True, blank=True)
    abgeschlossen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="abgeschlossen von",
        null=True,
        blank=True,
    )
    antwort_weg = models.CharField("beantwortet per", max_length=20, choices=Weg, blank=True)
    antwort = models.TextField("Antwort", blank=True)
    sendungen = models.ManyToManyField(
        Sendung, related_name="meldungen", verbose_name="E-Mails", blank=True
    )
    fingerabdruck = models.CharField(
        "Fingerabdruck des Inhalts", max_length=64, editable=False, db_index=True
    )

    objects = MeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        constraints = [
            models.CheckConstraint(
                name="meldung_barriere_in_sechs_wochen",
                condition=~Q(art=Art.BARRIERE) | Q(faellig_am__lte=LETZTER_TAG),
                violation_error_message="Eine gemeldete Barriere muss spätestens nach sechs "
                "Wochen beantwortet sein (§ 5 Absatz 2 BITVNRW).",
            ),
            models.CheckConstraint(
                name="meldung_abgeschlossen_oder_offen",
                condition=Q(zustand=Zustand.OFFEN, abgeschlossen_am__isnull=True, antwort_weg="")
                | Q(zustand=Zustand.ERLEDIGT, abgeschlossen_am__isnull=False, antwort_weg="")
                | (
                    Q(zustand=Zustand.BEANTWORTET, abgeschlossen_am__isnull=False)
                    & ~Q(antwort_weg="")
                ),
                violation_error_message="Zu einer abgeschlossenen Meldung gehört, wann und wie "
                "sie beantwortet wurde.",
            ),
            models.CheckConstraint(
                name="meldung_eintrag_nur_bei_berichtigung",
                condition=Q(akteur__isnull=True) | Q(art=Art.BERICHTIGUNG),
                violation_error_message="Nur eine Berichtigung gehört zu einem Eintrag.",
            ),
        ]

    def __str__(self) -> str:
        """Name no person: Django keeps these words in its log after the message is deleted."""
        return f"{self.get_art_display()} {self.nummer}"

    @property
    def offen(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.zustand == Zustand.OFFEN

    @property
    def zu_entscheiden(self) -> bool:
        """Tell whether proposals wait for an entry that still exists; costs a query."""
        return self.akteur_id is not None and self.vorschlaege.offen().exists()

    @property
    def letzter_tag(self) -> date:
        """The last day that the law allows for the answer about a barrier (Europe/Berlin)."""
        beginn = self.zwischennachricht_am or self.eingegangen_am
        return timezone.localdate(beginn) + HOECHSTFRIST

    @property
    def absender(self) -> str:
        """Who wrote, in as many words as are known."""
        return self.name or self.email or self.telefon or "Jemand ohne Namen"

    @property
    def erreichbar(self) -> bool:
        """Tell whether the person left a way to answer."""
        return bool(self.email or self.telefon)


class VorschlagQuerySet(models.QuerySet["Vorschlag"]):
    def offen(self) -> Self:
        """Keep those that nobody has decided on."""
        return self.filter(entscheidung=Entscheidung.OFFEN)


class Vorschlag(models.Model):
    """A value that somebody proposes for one field of an entry, beside the value it had then.

    Values are text, or a sorted list of keys where the field holds several rows.
    """

    meldung = models.ForeignKey(
        Meldung, on_delete=models.CASCADE, related_name="vorschlaege", verbose_name="Meldung"
    )
    feld = models.CharField("Feld", max_length=30)
    bisher = models.JSONField("bisher", blank=True)
    vorgeschlagen = models.JSONField("vorgeschlagen", blank=True)
    entscheidung = models.CharField(
        "Entscheidung", max_length=20, choices=Entscheidung, default=Entscheidung.OFFEN
    )
    entschieden_am = models.DateTimeField("entschieden am", null=True, blank=True)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="entschieden von",
        null=True,
        blank=True,
    )

    objects = VorschlagQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        constraints = [
            models.UniqueConstraint(name="vorschlag_je_feld", fields=["meldung", "feld"]),
            models.CheckConstraint(
                name="vorschlag_entschieden_mit_zeit",
                condition=Q(entscheidung=Entscheidung.OFFEN, entschieden_am__isnull=True)
                | (~Q(entscheidung=Entscheidung.OFFEN) & Q(entschieden_am__isnull=False)),
                violation_error_message="Zu einer Entscheidung gehört, wann sie fiel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meldung}: {self.feld}"
