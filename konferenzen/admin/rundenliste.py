"""The list of a round's conferences: where whatever is done with a round leads in the end."""

from django.urls import reverse

from konferenzen.models import Runde


def rundenliste(runde: Runde) -> str:
    """Give the address of the editable list of what belongs to `runde`."""
    return f"{reverse('admin:konferenzen_konferenz_changelist')}?runde__id__exact={runde.pk}"
