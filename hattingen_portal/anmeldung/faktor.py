"""The second factor: an app on the phone (TOTP, RFC 6238) and ten recovery codes on paper.

django-otp counts, slows down and refuses a code that was used; here is what the portal adds. Of the
recovery codes only keyed hashes are kept, so that they are no secret to whoever reads the table;
the key of the app has to be kept as it is.
"""

import re
from base64 import b32encode
from math import ceil
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 10
SALZ = "anmeldung.wiederherstellungscode"
ABDRUCK = 16  # characters that django-otp has room for: 64 bits
FALSCH = (
    "Dieser Code stimmt nicht oder ist schon verbraucht. Bitte geben Sie den Code ein, den die App "
    "jetzt zeigt. Stimmt die Uhr Ihres Telefons?"
)


class WartenError(ValidationError):
    """A code that was not looked at, because too many were wrong just before."""

    def __init__(self, sekunden: int) -> None:
        frist = "einer Sekunde" if sekunden == 1 else f"{sekunden} Sekunden"
        super().__init__(
            f"Der letzte Code war falsch. Bitte warten Sie: In {frist} können Sie den nächsten "
            "eingeben.",
            code="warten",
        )


# --- What an account has --------------------------------------------------------------------------


def eingerichtet() -> Exists:
    """Give the expression that tells of an account whether it has a second factor."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


def hat_faktor(konto: Any) -> bool:
    """Tell whether `konto` has one; costs a query where it was not loaded by `Konten`."""
    bekannt: bool | None = getattr(konto, "hat_faktor", None)
    return geraet(konto) is not None if bekannt is None else bekannt


def bestaetigt(konto: Any) -> bool:
    """Tell whether this request comes from somebody who has given a code."""
    return getattr(konto, "otp_device", None) is not None


def geraet(konto: User) -> TOTPDevice | None:
    """Give the app that is set up for `konto`."""
    return TOTPDevice.objects.filter(user=konto, confirmed=True).first()


def begonnen(konto: User) -> TOTPDevice | None:
    """Give the app that is being set up for `konto` and has not yet shown a right code."""
    return TOTPDevice.objects.filter(user=konto, confirmed=False).first()


def uebrige_codes(konto: User) -> int:
    """Tell how many recovery codes are left."""
    anzahl: int = StaticToken.objects.filter(device__user=konto).count()
    return anzahl


def schluessel(app: TOTPDevice) -> str:
    """Give the key of `app` for typing: Base32 in groups of four letters."""
    text = b32encode(app.bin_key).decode().rstrip("=")
    return " ".join(re.findall(".{1,4}", text))


# --- What is done with it -------------------------------------------------------------------------


@transaction.atomic
def beginnen(konto: User) -> None:
    """Prepare an app for `konto`, unless there is one; sent twice it stays the same."""
    _gesperrt(konto)
    if not TOTPDevice.objects.filter(user=konto).exists():
        TOTPDevice.objects.create(user=konto, name="App", confirmed=False)


def bestaetigen(konto: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Set up the app that was begun, once it shows a right `code`; give it and the recovery codes.

    Raises ValidationError where the code is not right or nothing was begun.
    """
    with transaction.atomic():
        _gesperrt(konto)
        app = begonnen(konto)
        fehler = _fehler(app, _ohne_zwischenraum(code))
        if app is not None and fehler is None:
            app.confirmed = True
            app.save(update_fields=["confirmed"])
            codes = neue_codes(konto)
    if app is None or fehler is not None:  # outside: a rollback would forget the wrong code
        raise fehler or ValidationError(FALSCH, code="falsch")
    return app, codes


def pruefen(konto: User, code: str) -> Device:
    """Give the device of `konto` that knows `code`: the app, or the recovery codes.

    A code works once. Raises WartenError too soon after a wrong one, ValidationError for a wrong.
    """
    code = _ohne_zwischenraum(code)
    von_der_app = re.fullmatch(r"\d{6}", code, re.ASCII)
    art: Any = TOTPDevice if von_der_app else StaticDevice
    with transaction.atomic():
        device = art.objects.select_for_update().filter(user=konto, confirmed=True).first()
        fehler = _fehler(device, code if von_der_app else _abdruck(code))
    if fehler is not None:
        raise fehler
    if not von_der_app:
        festhalten(konto, konto, "Mit einem Wiederherstellungscode angemeldet oder bestätigt.")
    return device


@transaction.atomic
def neue_codes(konto: User) -> list[str]:
    """Give ten new recovery codes for `konto`; the old ones hold no more.

    Their device stays: a session that was opened with one of them goes on.
    """
    _gesperrt(konto)
    device, _ = StaticDevice.objects.get_or_create(user=konto, defaults={"name": "Papier"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_abdruck(code)) for code in codes
    )
    return [f"{code[:4]}-{code[4:]}" for code in codes]


@transaction.atomic
def entfernen(konto: User) -> None:
    """Take the second factor from `konto`, with its recovery codes and what was begun."""
    _gesperrt(konto)
    TOTPDevice.objects.filter(user=konto).delete()
    StaticDevice.objects.filter(user=konto).delete()


def festhalten(durch: User, konto: User, satz: str) -> None:
    """Note in Django's log of `konto` what `durch` did."""
    LogEntry.objects.log_actions(durch.pk, [konto], CHANGE, satz, single_object=True)


def _gesperrt(konto: User) -> None:
    """Let nobody else change the factor of `konto` until the end of the transaction."""
    User.objects.select_for_update().get(pk=konto.pk)


def _fehler(device: Any, code: str) -> ValidationError | None:
    """Let `device` check `code`; give what is wrong."""
    if device is None:
        return ValidationError(FALSCH, code="falsch")
    frei, angaben = device.verify_is_allowed()
    if not frei:
        return WartenError(ceil((angaben["locked_until"] - timezone.now()).total_seconds()))
    return None if device.verify_token(code) else ValidationError(FALSCH, code="falsch")


def _ohne_zwischenraum(code: str) -> str:
    """Give `code` as it was meant: apps show "123 456", the paper shows "abcd-efgh"."""
    return re.sub(r"[\s-]", "", code).lower()


def _abdruck(code: str) -> str:
    return salted_hmac(SALZ, code, algorithm="sha256").hexdigest()[:ABDRUCK]
