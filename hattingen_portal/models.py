"""The models that belong to no room: Django looks for them here, each is defined at its subject."""

from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.grundlage.formular.zugriff import Zugriff
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.post.models import Sendung
from hattingen_portal.seiten.models import Abschnitt, Ausnahme, Erklaerung, Seite, Video
from hattingen_portal.stand.models import Stand

__all__ = [
    "Abschnitt",
    "Anmeldesperre",
    "Ausnahme",
    "Erklaerung",
    "Meldung",
    "Seite",
    "Sendung",
    "Stand",
    "Video",
    "Vorlauf",
    "Vorschlag",
    "Zugriff",
]
