"""What the templates of the admin need of its lists."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import SEARCH_VAR
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.verwaltung.druck import gedruckt
from hattingen_portal.grundlage.verwaltung.zeilen import zeilen

register = template.Library()
FILTER = "admin/filter.html"
GESUCHT = re.compile(rf"[?&]{SEARCH_VAR}=")


@register.inclusion_tag("admin/change_list_results.html")
def liste(cl: Any) -> dict[str, Any]:
    """Print the list `cl`, its heads and its rows, in the place of Django's `result_list`."""
    koepfe = list(result_headers(cl))
    alle = list(zeilen(cl, koepfe))
    return {
        "cl": cl,
        "koepfe": koepfe,
        "sortiert": sum(bool(kopf.get("sorted")) for kopf in koepfe),
        "versteckt": SafeString("".join(zeile.versteckt for zeile in alle)),  # nosec B703 # printed by Django
        "zeilen": SafeString("".join(zeile.html(len(koepfe)) for zeile in alle)),  # nosec B703 # as above
    }


@register.inclusion_tag("admin/date_hierarchy.html")
def zeitwahl(cl: Any) -> dict[str, Any]:
    """Print by which years, months or days the list `cl` can be narrowed."""
    return cl.zeitwahl() or {}


@register.simple_tag
def filterwahl(title: Any, choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """Print a filter of a list: what Django's `filter.html` shows of it.

    Its links repeat what somebody looks for. That may be a name, and is not kept.
    """
    wahl = [
        {
            "selected": bool(eine["selected"]),
            "query_string": eine["query_string"],
            "display": str(eine["display"]),
        }
        for eine in choices
    ]
    inhalt = {"title": str(title), "choices": wahl}
    if any(GESUCHT.search(eine["query_string"]) for eine in wahl):
        return render_to_string(FILTER, inhalt)
    return gedruckt(FILTER, inhalt)


@register.simple_tag
def seitenleiste(pfad: str, apps: Iterable[Mapping[str, Any]]) -> SafeString:
    """Print Django's `nav_sidebar.html` for the page at `pfad`, with the links of `apps`."""
    gezeigt = [
        {
            "app_label": app["app_label"],
            "app_url": app["app_url"],
            "name": str(app["name"]),
            "models": [
                {
                    "object_name": modell["object_name"],
                    "name": str(modell["name"]),
                    "admin_url": modell["admin_url"],
                    "add_url": modell["add_url"],
                }
                for modell in app["models"]
            ],
        }
        for app in apps
    ]
    adressen = {app["app_url"] for app in gezeigt}
    adressen |= {modell["admin_url"] for app in gezeigt for modell in app["models"]}
    # Of its address, the template looks only at whether these are in it.
    hier = max((a for a in adressen if a and a in quote(pfad)), key=len, default="")
    return gedruckt(
        "admin/nav_sidebar.html", {"available_apps": gezeigt, "request": {"path": hier}}
    )
