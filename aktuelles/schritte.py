"""What the news add to the way to a conference: a post that announces it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.schritte import Schritt, Stand, anmelden
from konferenzen.models import Art, Konferenz


def _darf_schreiben(request: HttpRequest, konferenz: Konferenz) -> bool:  # noqa: ARG001 - the contract
    return admin.site.get_model_admin(Beitrag).has_add_permission(request)


def _nachrichten(konferenzen: Sequence[Konferenz], jetzt: datetime) -> Mapping[int, Stand]:  # noqa: ARG001 - the contract
    """Tell which are announced in the news; a consultation hour needs no post. One query."""
    beitraege: defaultdict[int | None, list[Beitrag]] = defaultdict(list)
    for beitrag in (
        Beitrag.objects.filter(konferenz__in=konferenzen)
        .only("konferenz_id", "veroeffentlichen_ab")
        .order_by("pk")
    ):
        beitraege[beitrag.konferenz_id].append(beitrag)
    return {k.pk: _stand(k, beitraege[k.pk]) for k in konferenzen if k.art != Art.SPRECHSTUNDE}


def _stand(konferenz: Konferenz, beitraege: Sequence[Beitrag]) -> Stand:
    """Lead to the post that announces `konferenz`, else to one begun, else to a new one."""
    for beitrag in beitraege:
        if _kuendigt_an(beitrag, konferenz):
            return Stand(erledigt=True, adresse=_formular(beitrag))
    adresse = _formular(beitraege[-1]) if beitraege else _neue_nachricht(konferenz)
    return Stand(erledigt=False, adresse=adresse)


def _kuendigt_an(beitrag: Beitrag, konferenz: Konferenz) -> bool:
    """Tell whether the post is out or comes out by itself, before the conference begins."""
    if beitrag.veroeffentlichen_ab is None:
        return False
    return konferenz.beginn is None or beitrag.veroeffentlichen_ab < konferenz.beginn


def _formular(beitrag: Beitrag) -> str:
    return reverse("admin:aktuelles_beitrag_change", args=[beitrag.pk])


def _neue_nachricht(konferenz: Konferenz) -> str:
    bezug = {"konferenz": konferenz.pk}
    if konferenz.stadtteil_id is not None:
        bezug["stadtteile"] = konferenz.stadtteil_id
    return f"{reverse('admin:aktuelles_beitrag_add')}?{urlencode(bezug)}"


anmelden(
    Schritt(
        kennung="nachricht",
        name="Nachricht",
        aufgabe="Nachricht schreiben",
        vorlauf=21,
        pruefen=_nachrichten,
        darf=_darf_schreiben,
    )
)
