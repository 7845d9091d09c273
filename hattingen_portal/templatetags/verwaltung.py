"""What the templates of the admin need of its lists."""

from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers

from hattingen_portal.grundlage.verwaltung.zeilen import zeilen

register = template.Library()


@register.inclusion_tag("admin/change_list_results.html")
def liste(cl: Any) -> dict[str, Any]:
    """Print the list `cl`, its heads and its rows, in the place of Django's `result_list`."""
    koepfe = list(result_headers(cl))
    return {
        "cl": cl,
        "koepfe": koepfe,
        "sortiert": sum(bool(kopf.get("sorted")) for kopf in koepfe),
        "zeilen": list(zeilen(cl, koepfe)),
    }


@register.inclusion_tag("admin/date_hierarchy.html")
def zeitwahl(cl: Any) -> dict[str, Any]:
    """Print by which years, months or days the list `cl` can be narrowed."""
    return cl.zeitwahl() or {}
