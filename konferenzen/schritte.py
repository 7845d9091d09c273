"""What a conference itself needs before its day: a date, a place, the public, documents."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from hattingen_portal.grundlage.schritte import Schritt, Stand, anmelden
from konferenzen.models import Art, Form, Konferenz, Status, Unterlage


def _darf_aendern(request: HttpRequest, konferenz: Konferenz) -> bool:
    return admin.site.get_model_admin(Konferenz).has_change_permission(request, konferenz)


def _darf_beilegen(request: HttpRequest, konferenz: Konferenz) -> bool:
    darf = request.user.has_perm("konferenzen.add_unterlage")
    return darf and _darf_aendern(request, konferenz)


def _aus(
    erledigt: Callable[[Konferenz], bool], adresse: Callable[[Konferenz], str]
) -> Callable[[Sequence[Konferenz], datetime], Mapping[int, Stand]]:
    """Give the check of a fact that a conference holds itself; it asks nothing of the database."""

    def pruefen(konferenzen: Sequence[Konferenz], jetzt: datetime) -> Mapping[int, Stand]:  # noqa: ARG001 - the contract
        return {k.pk: Stand(erledigt(k), adresse(k)) for k in konferenzen}

    return pruefen


def _im_formular(konferenz: Konferenz, stelle: str) -> str:
    adresse = reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk])
    return f"{adresse}#{stelle}"


def _zum_termin(konferenz: Konferenz) -> str:
    """Lead to the field, or where the public waits for a date to a page with a preview."""
    if konferenz.status == Status.VERSCHOBEN:
        return reverse("admin:konferenzen_konferenz_wieder-ansetzen", args=[konferenz.pk])
    if (
        not konferenz.beginn
        and konferenz.status == Status.OEFFENTLICH
        and konferenz.war_oeffentlich()
    ):
        return reverse("admin:konferenzen_konferenz_festlegen", args=[konferenz.pk])
    return _im_formular(konferenz, "id_beginn_0")


def _hat_ort(konferenz: Konferenz) -> bool:
    """Tell whether people know where to go, or where to click: both where it is hybrid."""
    hingehen = konferenz.ort_id is not None or konferenz.form == Form.ONLINE
    return hingehen and (bool(konferenz.online_link) or konferenz.form == Form.VOR_ORT)


def _zum_ort(konferenz: Konferenz) -> str:
    fehlt_link = konferenz.form == Form.ONLINE or (
        konferenz.form == Form.HYBRID and konferenz.ort_id is not None
    )
    return _im_formular(konferenz, "id_online_link" if fehlt_link else "id_ort")


def _ist_angekuendigt(konferenz: Konferenz) -> bool:
    """Tell whether it is public or comes so by itself at a set time."""
    return konferenz.veroeffentlicht_am is not None


def _zur_veroeffentlichung(konferenz: Konferenz) -> str:
    if konferenz.status == Status.ENTWURF:
        return reverse("admin:konferenzen_konferenz_veroeffentlichen", args=[konferenz.pk])
    return _im_formular(konferenz, "id_status")


def _unterlagen(konferenzen: Sequence[Konferenz], jetzt: datetime) -> Mapping[int, Stand]:  # noqa: ARG001 - the contract
    """Tell for which there is something to read; a consultation hour needs nothing. One query."""
    mit = set(
        Unterlage.objects.oeffentlich()
        .filter(konferenz__in=konferenzen)
        .values_list("konferenz_id", flat=True)
    )
    return {
        k.pk: Stand(k.pk in mit, _im_formular(k, "unterlagen-group"))
        for k in konferenzen
        if k.art != Art.SPRECHSTUNDE
    }


# The lead times are proposals; no rule sets them, and the office can set others.
anmelden(
    Schritt(
        kennung="termin",
        name="Termin",
        aufgabe="Termin eintragen",
        vorlauf=84,
        pruefen=_aus(lambda konferenz: konferenz.beginn is not None, _zum_termin),
        darf=_darf_aendern,
    )
)
anmelden(
    Schritt(
        kennung="ort",
        name="Ort",
        aufgabe="Ort oder Link eintragen",
        vorlauf=56,
        pruefen=_aus(_hat_ort, _zum_ort),
        darf=_darf_aendern,
    )
)
anmelden(
    Schritt(
        kennung="veroeffentlichung",
        name="Öffentlich",
        aufgabe="Veröffentlichen",
        vorlauf=42,
        pruefen=_aus(_ist_angekuendigt, _zur_veroeffentlichung),
        darf=_darf_aendern,
    )
)
anmelden(
    Schritt(
        kennung="unterlagen",
        name="Unterlagen",
        aufgabe="Unterlagen bereitstellen",
        vorlauf=14,
        pruefen=_unterlagen,
        darf=_darf_beilegen,
    )
)
