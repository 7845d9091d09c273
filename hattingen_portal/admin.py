"""The admin of what belongs to no room: Django looks for it here, each part is at its subject."""

from hattingen_portal.anmeldung.admin import AnmeldesperreAdmin
from hattingen_portal.cockpit.admin import VorlaufAdmin
from hattingen_portal.meldungen.admin import MeldungAdmin
from hattingen_portal.post.admin import SendungAdmin
from hattingen_portal.rollen.admin import KontoAdmin
from hattingen_portal.seiten.admin import SeiteAdmin

__all__ = [
    "AnmeldesperreAdmin",
    "KontoAdmin",
    "MeldungAdmin",
    "SeiteAdmin",
    "SendungAdmin",
    "VorlaufAdmin",
]
