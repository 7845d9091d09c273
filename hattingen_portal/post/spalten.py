"""What the list of the mails gives out: neither bodies nor addresses, as with the messages."""

from hattingen_portal.grundlage.verwaltung.spalten import felder
from hattingen_portal.post.models import Sendung

SENDUNG = tuple(felder(Sendung, "betreff", "zustand", "versuche", "angelegt_am", "gesendet_am"))
