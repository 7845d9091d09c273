"""What a monitor asks: whether the process lives, and whether the portal is ready for people.

Both answers are short, never cached, and name nothing but what is well or not.
"""

import shutil
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hattingen_portal.datenbank.fristen import befristet_warten
from hattingen_portal.sicherung.tausch import notiz

FRIST = 3  # seconds for connecting, and for each question to the database
PLATZ_NOETIG = 200 * 1024**2  # bytes: a video of 100 MB while a backup holds on to another
PLATZ_KNAPP = 1024**3
# procrastinate's workers say every 10 seconds that they live, and count as dead after 30.
LEBENSZEICHEN = "30 seconds"


@require_safe
@never_cache
def lebt(_request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process does, whatever the database does.

    Whoever restarts what does not answer must not restart web workers because the database is
    away: they wait for it, and show people whom to call meanwhile.
    """
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def bereit(request: HttpRequest) -> HttpResponse:
    """Tell what is ready, as JSON: 200, or 503 where people or their uploads would be refused.

    A missing worker and little room are only warnings, since pages and forms work without a
    worker, and mails wait. `?streng=ja` makes them a 503, too, for those who look after it.
    """
    pruefungen, warnungen = _datenbank()
    for name, ergebnis, warnung in (_platz(), _wiederherstellung()):
        pruefungen[name] = ergebnis
        warnungen += warnung
    streng = request.GET.get("streng") == "ja"
    gut = all(wert == "ok" for wert in pruefungen.values()) and not (streng and warnungen)
    antwort = {"bereit": gut, "pruefungen": pruefungen, "warnungen": warnungen}
    return JsonResponse(
        antwort,
        status=200 if gut else 503,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _datenbank() -> tuple[dict[str, str], list[str]]:
    """Ask the database on a connection of its own, so that no hanging one is waited for."""
    try:
        zugang = connection.get_connection_params() | {"connect_timeout": FRIST}
        with psycopg.connect(**zugang, autocommit=True) as verbindung:
            befristet_warten(verbindung, FRIST + 1)  # also for a server that keeps to nothing
            verbindung.execute(f"SET statement_timeout = '{FRIST}s'")
            fehlende = _fehlende_migrationen(verbindung)
            warnungen = [] if _arbeiter(verbindung) else ["Es läuft kein Worker: Mails warten."]
    except (psycopg.Error, OperationalError):
        return {"datenbank": "nicht erreichbar", "migrationen": "unbekannt"}, []
    stand = f"{fehlende} fehlen: manage.py migrate" if fehlende else "ok"
    return {"datenbank": "ok", "migrationen": stand}, warnungen


@cache
def _bekannte_migrationen() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _fehlende_migrationen(verbindung: psycopg.Connection) -> int:
    """Count what this release needs and the database lacks; what a later one added is no matter."""
    try:
        zeilen = verbindung.execute("SELECT app, name FROM django_migrations").fetchall()
    except psycopg.errors.UndefinedTable:
        zeilen = []
    return len(_bekannte_migrationen() - {(app, name) for app, name in zeilen})


def _arbeiter(verbindung: psycopg.Connection) -> bool:
    """Tell whether a worker has given a sign of life."""
    try:
        lebende = verbindung.execute(
            "SELECT FROM procrastinate_workers "
            f"WHERE last_heartbeat > now() - interval '{LEBENSZEICHEN}' LIMIT 1"
        )
    except psycopg.errors.UndefinedTable:
        return False
    return lebende.fetchone() is not None


def _platz() -> tuple[str, str, list[str]]:
    """Look at the room for uploads. Their folder may not be there yet: then at the one above."""
    ordner = Path(settings.MEDIA_ROOT)
    while not ordner.exists():
        ordner = ordner.parent
    frei = shutil.disk_usage(ordner).free
    if frei < PLATZ_NOETIG:
        return "platz", "nicht genug für Dateien", []
    return "platz", "ok", ["Der Platz für Dateien wird knapp."] if frei < PLATZ_KNAPP else []


def _wiederherstellung() -> tuple[str, str, list[str]]:
    offen = notiz().exists()
    return "wiederherstellung", "läuft oder wurde abgebrochen" if offen else "ok", []
