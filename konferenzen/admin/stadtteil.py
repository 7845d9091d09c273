"""The admin of the Stadtteile, once more: their names stand in the conferences' calendar entries.

The room of the Stadtteile knows nothing of conferences; so its admin is replaced from here.
"""

from django.contrib import admin

from konferenzen.admin.berichtigung import BerichtigungsAdmin
from quartiere.admin import StadtteilAdmin
from quartiere.models import Stadtteil

admin.site.unregister(Stadtteil)


@admin.register(Stadtteil)
class StadtteilMitKonferenzenAdmin(BerichtigungsAdmin, StadtteilAdmin):
    """A Stadtteil whose new name reaches its conferences."""
