"""The categories as pages share them: nobody may change a row."""

from akteure.models import Kategorie
from hattingen_portal.grundlage.gedaechtnis import Stammdaten, tabelle

kategorien = Stammdaten(lambda: tabelle(Kategorie.objects.all()))
