"""Every write that the public could see moves the version on: whoever writes, and only then."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction

from akteure.models import Akteur, Kontakt
from aktuelles.models import Beitrag
from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.person import loeschen
from hattingen_portal.datenschutz.umfang import umfang
from hattingen_portal.stand.ausloeser import OEFFENTLICH, SICHTBARKEIT, STAMMDATEN
from hattingen_portal.stand.models import Stand
from konferenzen.models import Konferenz, Status, Unterlage
from quartiere.models import Ansprechperson, Stadtteil
from tests import fabriken as f

# What the public never sees. A new table has to be in one of the lists.
NICHT_OEFFENTLICH = {
    "akteure_kontakt",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_admin_log",
    "django_content_type",
    "django_session",
    "hattingen_portal_meldung",
    "hattingen_portal_meldung_sendungen",
    "hattingen_portal_sendung",
    "hattingen_portal_stand",
    "hattingen_portal_vorlauf",
    "hattingen_portal_vorschlag",
    "hattingen_portal_zugriff",
    "konferenzen_ferien",
    "konferenzen_sperrtag",
    "konferenzen_sperrtag_stadtteile",
    "otp_static_staticdevice",
    "otp_static_statictoken",
    "otp_totp_totpdevice",
    "quartiere_zustaendigkeit",
}
pytestmark = pytest.mark.django_db(transaction=True)


def fassungen() -> tuple[UUID, UUID]:
    stand = Stand.objects.get()
    return stand.fassung, stand.stammdaten


@pytest.fixture
def welper() -> Stadtteil:
    return f.stadtteil("Welper")


def test_every_table_is_watched_or_has_a_reason_not_to_be() -> None:
    tabellen = {
        modell._meta.db_table
        for modell in apps.get_models(include_auto_created=True)
        if modell._meta.managed and not modell._meta.proxy
    }
    geschichte = {tabelle for tabelle in tabellen if tabelle.split("_")[-1].endswith("geschichte")}
    aufgaben = {tabelle for tabelle in tabellen if tabelle.startswith("procrastinate_")}
    bekannte = [*OEFFENTLICH, *STAMMDATEN, *NICHT_OEFFENTLICH]
    assert sorted(bekannte) == sorted(tabellen - geschichte - aufgaben)


def test_the_database_watches_the_columns_that_the_list_promises() -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE tgname = 'stand_sichtbarkeit'"
        )
        gefunden = {
            tabelle: tuple(re.findall(r"old\.(\w+)", bauplan))
            for tabelle, bauplan in zeiger.fetchall()
        }
    assert gefunden == SICHTBARKEIT


def test_the_database_has_the_triggers_that_the_lists_promise() -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT tgrelid::regclass::text, tgname, encode(tgargs, 'escape') FROM pg_trigger "
            "WHERE tgfoid = 'stand_bemerken'::regproc AND tgenabled = 'O'"
        )
        gefunden = {(tabelle, name, argumente) for tabelle, name, argumente in zeiger.fetchall()}
    assert gefunden == {
        (tabelle, name, f"{stammdaten}\\000")
        for tabellen, stammdaten in ((OEFFENTLICH, "false"), (STAMMDATEN, "true"))
        for tabelle in tabellen
        for name in ("stand_zeile", "stand_inhalt", "stand_alles", "stand_sichtbarkeit")
        if name != "stand_sichtbarkeit" or tabelle in SICHTBARKEIT
    }


@pytest.mark.parametrize(
    "schreiben",
    [
        lambda: f.beitrag("Neu"),
        lambda: f.konferenz(stadtteil=Stadtteil.objects.get()),
        lambda: f.akteur("Verein").stadtteile.add(Stadtteil.objects.get()),
        lambda: Konferenz.objects.bulk_create([Konferenz(titel="x", slug="x", art="sprechstunde")]),
        lambda: sql("TRUNCATE aktuelles_anhang CASCADE"),
    ],
    ids=["Beitrag", "fortschreiben", "m2m", "bulk", "TRUNCATE"],
)
def test_a_write_moves_it_on(welper: Stadtteil, schreiben: Callable[[], object]) -> None:
    vorher = fassungen()
    schreiben()
    assert fassungen()[0] != vorher[0]


def sql(befehl: str) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(befehl)


def test_what_others_refer_to_has_a_version_of_its_own(welper: Stadtteil) -> None:
    vorher = fassungen()
    f.beitrag("Neu")
    danach = fassungen()
    assert (danach[0] != vorher[0], danach[1] != vorher[1]) == (True, False)

    Stadtteil.objects.update(zusatz="an der Ruhr")
    zuletzt = fassungen()
    assert (zuletzt[0] != danach[0], zuletzt[1] != danach[1]) == (True, True)


# --- What was deleted or withdrawn ----------------------------------------------------------------


def loeschungen() -> UUID:
    return Stand.objects.get().loeschungen


@pytest.fixture
def von_jedem(welper: Stadtteil) -> None:
    """Let there be one public row of each kind that can be withdrawn, and be the only one."""
    konferenz = f.konferenz(stadtteil=welper, anmeldung_kontakt="Erika Muster, 02324 1")
    Unterlage.objects.create(konferenz=konferenz, titel="Plan", datei="x.pdf", oeffentlich=True)
    f.beitrag("Neu", text="<p>Fragen an muster@example.org</p>").stadtteile.add(welper)
    f.ansprechperson(name="Erika Muster")
    f.akteur("Verein", email="info@example.org", telefon="02324 2").stadtteile.add(welper)


@pytest.mark.parametrize(
    "schreiben",
    [
        lambda: Beitrag.objects.get().delete(),
        lambda: Beitrag.objects.get().stadtteile.clear(),
        lambda: Beitrag.objects.update(veroeffentlichen_bis=f.JETZT),
        lambda: sql("TRUNCATE aktuelles_anhang CASCADE"),
        lambda: Konferenz.objects.update(status=Status.ZURUECKGEZOGEN),
        lambda: Konferenz.objects.update(veroeffentlichen_ab=f.JETZT + timedelta(days=1)),
        lambda: Unterlage.objects.update(oeffentlich=False),
        lambda: Akteur.objects.update(stand=Akteur.Stand.RUHEND),
        lambda: Akteur.objects.update(einwilligung_widerrufen_am=f.JETZT.date()),
        lambda: Konferenz.objects.update(anmeldung_kontakt=""),
        lambda: Akteur.objects.update(email=""),
        lambda: Akteur.objects.update(telefon=""),
        lambda: Ansprechperson.objects.update(oeffentlich=False),
        lambda: Ansprechperson.objects.update(name=""),
        lambda: loeschen(umfang([Adresse("muster@example.org")])),
    ],
    ids=[
        *("delete", "m2m", "ends", "TRUNCATE", "withdrawn", "later", "Unterlage", "rests"),
        *("consent", "registration", "mail", "telephone", "Ansprechperson", "name", "erased"),
    ],
)
def test_what_goes_moves_the_mark_of_the_deletions_on(
    von_jedem: None, schreiben: Callable[[], object]
) -> None:
    vorher = fassungen(), loeschungen()
    schreiben()
    assert loeschungen() != vorher[1]
    assert fassungen()[0] != vorher[0][0]
    assert noten() == 0


@pytest.mark.parametrize(
    "schreiben",
    [
        lambda: f.beitrag("Neu"),
        lambda: Beitrag.objects.update(text="<p>Anders.</p>"),
        lambda: Konferenz.objects.update(titel="Anders"),
        lambda: Akteur.objects.update(name="Verein e. V."),
        lambda: Stadtteil.objects.update(zusatz="an der Ruhr"),
        lambda: Ansprechperson.objects.update(funktion="Koordination"),
        lambda: User.objects.create_user("sb").delete(),
    ],
    ids=["new", "text", "Konferenz", "Akteur", "Stadtteil", "Ansprechperson", "not public"],
)
def test_what_comes_or_changes_leaves_it(von_jedem: None, schreiben: Callable[[], object]) -> None:
    vorher = loeschungen()
    schreiben()
    assert loeschungen() == vorher


def test_what_comes_before_or_behind_it_in_the_transaction_takes_nothing_back(
    von_jedem: None,
) -> None:
    for schritte in ((f.beitrag, fort), (fort, f.beitrag)):
        vorher = fassungen(), loeschungen()
        f.akteur("Geht")
        with transaction.atomic():
            for schritt in schritte:
                schritt("Geht")
            Stadtteil.objects.update(zusatz=str(schritte))
        assert loeschungen() != vorher[1]
        assert fassungen()[1] != vorher[0][1]


def fort(name: str) -> None:
    Akteur.objects.filter(name=name).delete()


def test_both_kinds_in_one_transaction_move_both_on(welper: Stadtteil) -> None:
    vorher = fassungen()
    with transaction.atomic():
        f.beitrag("Neu")
        Stadtteil.objects.update(zusatz="an der Ruhr")
    danach = fassungen()
    assert (danach[0] != vorher[0], danach[1] != vorher[1]) == (True, True)
    assert noten() == 0


def noten() -> int:
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT count(*) FROM hattingen_portal_standmarke")
        return int(zeiger.fetchone()[0])


def test_what_nobody_sees_leaves_it(welper: Stadtteil) -> None:
    akteur = f.akteur("Verein")
    vorher = fassungen()
    User.objects.create_user("sb")
    Kontakt.objects.create(akteur=akteur, name="Person")
    Stadtteil.objects.update(name="Welper")  # as it was
    Stadtteil.objects.filter(name="gibt es nicht").delete()
    assert fassungen() == vorher


def test_what_is_taken_back_leaves_it(welper: Stadtteil) -> None:
    vorher = fassungen()
    with transaction.atomic():
        with transaction.atomic():
            f.beitrag("Bleibt nicht")
            transaction.set_rollback(True)
        User.objects.create_user("sb")
    assert fassungen() == vorher
    assert noten() == 0


def test_a_savepoint_taken_back_does_not_hide_what_comes_after(welper: Stadtteil) -> None:
    vorher = fassungen()
    with transaction.atomic():
        with transaction.atomic():
            f.beitrag("Bleibt nicht")
            transaction.set_rollback(True)
        f.beitrag("Bleibt")
    assert fassungen()[0] != vorher[0]


def test_it_moves_once_for_a_transaction_and_never_comes_back(welper: Stadtteil) -> None:
    gesehen = [fassungen()]
    for nummer in range(3):
        with transaction.atomic():
            for platz in range(5):
                f.beitrag(f"Beitrag {nummer}-{platz}")
            assert fassungen() == gesehen[-1]  # not before the end
        gesehen.append(fassungen())
    assert len(set(gesehen)) == 4


def test_an_empty_row_comes_back_with_the_next_write(welper: Stadtteil) -> None:
    Stand.objects.all().delete()
    f.beitrag("Neu")
    assert Stand.objects.count() == 1


class Nebenher(threading.Thread):
    """Writes in a transaction of its own, in steps that the test sets off."""

    def __init__(self, *schritte: Callable[[], object]) -> None:
        super().__init__()
        self.schritte = schritte
        self.weiter = threading.Semaphore(0)
        self.getan = threading.Semaphore(0)
        self.fehler: Exception | None = None

    def run(self) -> None:
        try:
            with transaction.atomic():
                sql("SET LOCAL lock_timeout = '5s'")
                for schritt in self.schritte:
                    self.weiter.acquire(timeout=10)
                    schritt()
                    self.getan.release()
                self.weiter.acquire(timeout=10)
        except Exception as fehler:
            self.fehler = fehler
        finally:
            connection.close()
            self.getan.release()

    def schritt(self) -> None:
        self.weiter.release()
        self.getan.acquire(timeout=10)


@pytest.fixture
def nebenher() -> Iterator[Callable[..., Nebenher]]:
    alle: list[Nebenher] = []

    def starten(*schritte: Callable[[], object]) -> Nebenher:
        alle.append(Nebenher(*schritte))
        alle[-1].start()
        return alle[-1]

    yield starten
    for faden in alle:
        faden.weiter.release(10)
        faden.join(timeout=10)


def test_writers_do_not_wait_for_each_other(nebenher: Callable[..., Nebenher]) -> None:
    """Both write while the other one's transaction is open; the version waits for no one."""
    f.stadtteil("Welper")
    anderer = nebenher(lambda: f.beitrag("Von nebenan"))
    anderer.schritt()
    vorher = fassungen()
    with transaction.atomic():
        sql("SET LOCAL lock_timeout = '1s'")
        f.beitrag("Von hier")
    assert fassungen() != vorher
    anderer.weiter.release()
    anderer.join(timeout=10)
    assert anderer.fehler is None


def test_it_is_locked_behind_all_other_checks(nebenher: Callable[..., Nebenher]) -> None:
    """A deferred foreign key that has to wait must not hold the version meanwhile.

    Else this happens: we hold the version and wait for the Stadtteil, whose deleter waits for the
    version.
    """
    f.stadtteil("Bleibt")
    geht = f.stadtteil("Geht")
    loescher = nebenher(lambda: Stadtteil.objects.filter(pk=geht.pk).delete())
    loescher.schritt()
    schreiber = nebenher(
        lambda: f.beitrag("Zuerst"),
        lambda: sql(
            "INSERT INTO quartiere_ortsteil (version, name, stadtteil_id) "
            f"VALUES (1, 'Zweiter', {geht.pk})"
        ),
    )
    schreiber.schritt()
    schreiber.schritt()
    schreiber.weiter.release()  # commits: its foreign key waits for the other one
    loescher.weiter.release()
    loescher.join(timeout=10)
    schreiber.join(timeout=10)
    assert loescher.fehler is None
    assert type(schreiber.fehler).__name__ == "IntegrityError"  # its Stadtteil is gone
