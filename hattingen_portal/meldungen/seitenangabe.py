"""On which page somebody met a barrier, as far as the browser tells."""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

from hattingen_portal.grundlage.formular.eingabe import einzeilig

HOECHSTENS = 500  # characters


def interne_seite(adresse: str, rechner: str) -> str:
    """Give path and query of `adresse` if it is a page of the portal at `rechner`, else "".

    `rechner` is the host with its port. The result is one line and begins with a single "/": it
    leads nowhere else, wherever it is printed.
    """
    if not url_has_allowed_host_and_scheme(adresse, allowed_hosts={rechner}):
        return ""
    teile = urlsplit(adresse)
    pfad = einzeilig(teile.path + (f"?{teile.query}" if teile.query else ""))
    if not pfad.startswith("/") or pfad.startswith("//") or len(pfad) > HOECHSTENS:
        return ""
    return pfad
