"""What a portal shows while a browser goes over it: typical, empty, or the worst case.

    python -m tests.browser.daten voll

makes the tables in the portal of the environment (PORTAL_DATEN), fills them and adds one account.
"""

import sys

import django
from django.core.management import call_command
from django.db import transaction

NAME, PASSWORT = "sb", "ein langes Wort"  # of the account, which may do everything
NUMMER = "2345-6789"  # of the one message
WORT = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtenverein"
DATEN = ("typisch", "leer", "voll")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fuellen(sys.argv[1])


def fuellen(daten: str) -> None:
    """Fill the empty tables: as a first start does, without conferences, or with the worst.

    "handbuch" adds to the first what only the pictures of the handbook need.
    """
    from django.contrib.auth.models import User

    from tests.browser import buero, handbuch, voll

    call_command("grunddaten", verbosity=0)
    if daten in {"typisch", "handbuch"}:
        call_command("beispieldaten", verbosity=0)
    if daten == "handbuch":
        handbuch.fuellen(PASSWORT)
    elif daten == "voll":
        voll.fuellen()
        buero.fuellen()
    User.objects.create_superuser(NAME, password=PASSWORT)


if __name__ == "__main__":
    main()
