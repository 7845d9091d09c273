"""One attempt to deliver a `Sendung`, and what it leaves in the row.

At least once, not exactly once: the state is written right after the server has accepted the mail.
Whoever pulls the plug between the two gets it twice, with the same Message-ID, by which mail
programs can tell.
"""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hattingen_portal.anmeldung.passwortlink import passwortlink
from hattingen_portal.post.ablage import ablegen
from hattingen_portal.post.models import GELOESCHT, LINK, Sendung, Zustand
from hattingen_portal.post.nachricht import ascii_adresse, nachricht, rechnername
from hattingen_portal.post.smtp import Ablehnung, NichtZugestelltError, uebergeben

log = logging.getLogger(__name__)

UNGEWISS = (
    "Ob jemand die Mail schon hat, ist nicht sicher. Bitte geben Sie den Satz an Ihre IT weiter, "
    "bevor Sie sie noch einmal senden."
)
ABGEBROCHEN = f"Der Versand ist immer wieder mittendrin abgebrochen. {UNGEWISS}"
ZULETZT_ABGEBROCHEN = f"Der letzte Versuch ist mittendrin abgebrochen. {UNGEWISS}"


@transaction.atomic
def versuchen(schluessel: int, *, letzter: bool) -> bool:
    """Try to deliver the Sendung with the key `schluessel`; give whether to try again later.

    The row stays locked for as long as the server takes, so that no two attempts run at once. One
    that does not wait any more, or is gone, is left alone. After the `letzter` attempt it is given
    up instead of tried again.
    """
    sendung = Sendung.objects.select_for_update().filter(
        pk=schluessel, zustand=Zustand.WARTET
    ).first()  # fmt: skip
    if sendung is None:
        return False
    sendung.versuche += 1
    sendung.letzter_fehler = ""
    offen = sendung.offen
    try:
        abgelehnt = _abgeben(sendung)
    except NichtZugestelltError as fehler:
        abgelehnt = dict.fromkeys(offen, Ablehnung(str(fehler), fehler.endgueltig))
    except Exception as fehler:  # whatever it is, the mail must not be lost, nor hold up others
        # Its text may hold addresses or words of the mail.
        log.error("Sendung %s: %s", schluessel, type(fehler).__name__)  # noqa: TRY400 - see above
        satz = f"Unerwarteter Fehler im Portal ({type(fehler).__name__})."
        abgelehnt = dict.fromkeys(offen, Ablehnung(satz, endgueltig=False))
    sendung.letzter_fehler = "\n".join(dict.fromkeys(a.satz for a in abgelehnt.values()))
    sendung.zustand = _zustand(abgelehnt, letzter=letzter)
    if sendung.zustand != Zustand.ABGELEGT:  # a file has reached nobody
        sendung.angenommen += [adresse for adresse in offen if adresse not in abgelehnt]
    if sendung.vertraulich and sendung.zustand != Zustand.WARTET:
        sendung.text = GELOESCHT
    sendung.gesendet_am = timezone.now() if sendung.zustand == Zustand.GESENDET else None
    sendung.save()
    if sendung.zustand == Zustand.GESCHEITERT:
        log.warning("Sendung %s ist gescheitert, Versuch %s.", schluessel, sendung.versuche)
    return sendung.zustand == Zustand.WARTET


@transaction.atomic
def aufgeben(schluessel: int) -> None:
    """Give up the Sendung with the key `schluessel`, whose last attempt did not come to its end.

    What an earlier one came to stays in the row, before that. One that does not wait any more, or
    is gone, is left alone.
    """
    wartend = Sendung.objects.select_for_update().filter(pk=schluessel, zustand=Zustand.WARTET)
    if (sendung := wartend.first()) is None:
        return
    sendung.zustand = Zustand.GESCHEITERT
    sendung.letzter_fehler = _abgebrochen(sendung)
    if sendung.vertraulich:
        sendung.text = GELOESCHT
    sendung.save()
    log.warning("Sendung %s ist gescheitert: Ihr letzter Versuch ist abgebrochen.", schluessel)


def _abgebrochen(sendung: Sendung) -> str:
    """Say what `sendung` failed of: the queue counts attempts that broke off, the row others."""
    if not (sendung.versuche and sendung.letzter_fehler):
        return ABGEBROCHEN
    saetze = [*sendung.letzter_fehler.splitlines(), ZULETZT_ABGEBROCHEN]
    return "\n".join(dict.fromkeys(saetze))  # sent anew, it may have broken off before


def _zustand(abgelehnt: dict[str, Ablehnung], *, letzter: bool) -> Zustand:
    """Tell what becomes of a mail: with anybody left who may still get it, it waits."""
    if not abgelehnt:
        return Zustand.ABGELEGT if settings.PORTAL_SMTP is None else Zustand.GESENDET
    if letzter or all(ablehnung.endgueltig for ablehnung in abgelehnt.values()):
        return Zustand.GESCHEITERT
    return Zustand.WARTET


def _text(sendung: Sendung) -> str:
    """Give the text as it goes out, with a link for a new password where one belongs into it."""
    if sendung.passwortlink_fuer is None:
        return sendung.text
    link = passwortlink(sendung.passwortlink_fuer, sendung.an)
    if link is None:
        satz = "Das Konto gibt es nicht mehr, es ist gesperrt oder hat eine andere Adresse."
        raise NichtZugestelltError(satz, endgueltig=True)
    return sendung.text.replace(LINK, link)


def _abgeben(sendung: Sendung) -> dict[str, Ablehnung]:
    """Hand `sendung` to the mail server, or into a file where there is none; give who is refused.

    The message names all recipients, also when only some of them still need it.
    """
    mail = nachricht(
        an=sendung.an,
        betreff=sendung.betreff,
        text=_text(sendung),
        kennung=sendung.kennung,
        antwort_an=sendung.antwort_an,
    ).as_bytes()
    if settings.PORTAL_SMTP is None:
        try:
            ablegen(mail, sendung.kennung)
        except OSError as fehler:
            ort = settings.PORTAL_ABLAGE
            satz = f"Die Mail lässt sich nicht in {ort} ablegen ({fehler.strerror})."
            raise NichtZugestelltError(satz) from fehler
        return {}
    adressen = {ascii_adresse(adresse): adresse for adresse in sendung.offen}
    abgelehnt = uebergeben(
        settings.PORTAL_SMTP,
        mail,
        rechnername=rechnername(),
        absender=ascii_adresse(settings.PORTAL_ABSENDER),
        an=list(adressen),
    )
    return {adressen[adresse]: ablehnung for adresse, ablehnung in abgelehnt.items()}
