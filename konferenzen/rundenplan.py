"""What a plan needs to know, read from the database: habits, holidays, clashes, other conferences.

The number of queries is the same however many Stadtteile and conferences there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person
from konferenzen.feiertage import feiertage
from konferenzen.models import Art, Ferien, Konferenz, KonferenzQuerySet, Runde, Sperrtag
from konferenzen.models.konferenz_werte import OHNE_RAUM
from konferenzen.nennung import genannt
from konferenzen.planung import (
    Anderes,
    Bedarf,
    Treffen,
    Umstaende,
    Zeitraum,
    ferienluecke,
    gewohnheit,
)
from quartiere.models import Stadtteil

# Older habits say nothing any more.
RUECKBLICK = timedelta(days=4 * 366)
# Holidays around the span tell whether those within it are all known.
UMFELD = timedelta(days=200)


def bedarfe(
    stadtteile: Sequence[Stadtteil], vorlage: Runde | None, konferenzen: KonferenzQuerySet
) -> list[Bedarf]:
    """Give what each of `stadtteile` is used to, from `vorlage` and the rounds before it.

    `konferenzen` are those that the person may see. Example rounds only count for each other.
    """
    if vorlage is None:
        return [Bedarf(s.pk, s.name, None) for s in stadtteile]
    fruehere = (
        konferenzen.filter(
            art=Art.STADTTEILKONFERENZ,
            stadtteil__in=stadtteile,
            runde__beispiel=vorlage.beispiel,
            runde__beginn__range=(vorlage.beginn - RUECKBLICK, vorlage.beginn),
            beginn__isnull=False,
        )
        .exclude(status__in=OHNE_RAUM)
        .mit_umfeld()
        .neueste_zuerst()
    )
    treffen: dict[int | None, list[Treffen]] = defaultdict(list)
    zuletzt: dict[int | None, date] = {}
    for konferenz in fruehere:
        if konferenz.beginn is None or konferenz.ende is None:
            continue
        treffen[konferenz.stadtteil_id].append(
            _treffen(konferenz, konferenz.beginn, konferenz.ende)
        )
        if konferenz.runde_id == vorlage.pk:
            zuletzt[konferenz.stadtteil_id] = vor_ort(konferenz.beginn).date()
    return [Bedarf(s.pk, s.name, gewohnheit(treffen[s.pk]), zuletzt.get(s.pk)) for s in stadtteile]


def umstaende(
    von: date, bis: date, jetzt: datetime, person: Person
) -> tuple[Umstaende, date | None]:
    """Give what is known about the days from `von` to `bis`, seen at the aware time `jetzt`.

    With the first day for which the school holidays are not known, None where they all are. All
    conferences count, whoever keeps them: a day is taken, and so is a room. `person` reads which
    they are, as far as they may.
    """
    ferien = [
        Zeitraum(f.name, f.beginn, f.ende)
        for f in Ferien.objects.zwischen(von - UMFELD, bis + UMFELD)
    ]
    sperrtage = Sperrtag.objects.zwischen(von, bis).prefetch_related("stadtteile")
    sperren = [
        Zeitraum(s.was, s.beginn, s.ende, frozenset(t.pk for t in s.stadtteile.all()))
        for s in sperrtage
    ]
    gefunden = Umstaende(
        von=von,
        bis=bis,
        ab=timezone.localdate(jetzt) + timedelta(days=1),
        feiertage=feiertage(range(von.year, bis.year + 1)),
        ferien=ferien,
        sperrtage=sperren,
        anderes=_anderes(von, bis, jetzt, person),
    )
    return gefunden, ferienluecke(ferien, von, bis)


def vor_ort(zeit: datetime) -> datetime:
    """Give what the clocks in Hattingen show at the aware `zeit`, without a zone."""
    return timezone.localtime(zeit).replace(tzinfo=None)


def _anderes(von: date, bis: date, jetzt: datetime, person: Person) -> list[Anderes]:
    """Give the conferences around the span; only a Sprechstunde leaves its day to others."""
    konferenzen = Konferenz.objects.filter(
        beginn__date__lte=bis + UMFELD, ende__date__gte=von - UMFELD
    ).exclude(status__in=OHNE_RAUM)
    return list(_belegungen(konferenzen.mit_umfeld().chronologisch(), jetzt, person))


def _belegungen(
    konferenzen: KonferenzQuerySet, jetzt: datetime, person: Person
) -> Iterable[Anderes]:
    for konferenz in konferenzen:
        if konferenz.beginn is not None and konferenz.ende is not None:
            yield Anderes(
                wer=genannt(konferenz.bezeichnung, konferenz, person, jetzt),
                beginn=vor_ort(konferenz.beginn),
                ende=vor_ort(konferenz.ende),
                ort=konferenz.ort_id,
                ganzer_tag=konferenz.art != Art.SPRECHSTUNDE,
                raum_geteilt=konferenz.raum_geteilt,
            )


def _treffen(konferenz: Konferenz, beginn: datetime, ende: datetime) -> Treffen:
    return Treffen(
        beginn=vor_ort(beginn),
        ende=vor_ort(ende),
        ende_geschaetzt=konferenz.ende_geschaetzt,
        ort=konferenz.ort_id,
        ortsname=str(konferenz.ort) if konferenz.ort else "",
        form=konferenz.form,
    )
