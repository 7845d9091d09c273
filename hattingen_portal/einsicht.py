"""Files, and the way from a row to its page, for staff who may see the row."""

from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from aktuelles.models import Anhang, Beitrag
from hattingen_portal.grundlage.abriegeln import abgeriegelt
from hattingen_portal.grundlage.betreuung import sichtbare, stadtteile_von
from hattingen_portal.seiten.models import Seite, Video
from konferenzen.models import Unterlage
from quartiere.models import Stadtteil

# Whose files lie in a folder of uploads: who may see one of these models may see the folder, and
# who is there for some Stadtteile only what stands in a column of a row of theirs.
BESITZENDE: dict[str, tuple[tuple[type[Model], str], ...]] = {
    "bilder": (
        (Beitrag, "bild"),
        (Stadtteil, "bild"),
        (Seite, "abschnitte__bild"),
        (Video, "bild"),
    ),
    "videos": ((Video, "datei"), (Video, "untertitel")),
    "unterlagen": ((Unterlage, "datei"),),
    "anhaenge": ((Anhang, "datei"),),
}


def datei(request: HttpRequest, name: str) -> FileResponse:
    """Give staff an uploaded file, also of a draft.

    Raises Http404 for what is no upload and PermissionDenied for those who may not see its owner.
    """
    ordner = name.partition("/")[0]
    if ordner not in BESITZENDE:
        raise Http404
    besitzende = BESITZENDE[ordner]
    if not any(_darf_sehen(request, modell, **{spalte: name}) for modell, spalte in besitzende):
        raise PermissionDenied
    try:
        inhalt = default_storage.open(name)
    except OSError as fehler:
        raise Http404 from fehler
    return abgeriegelt(FileResponse(inhalt, as_attachment=ordner != "bilder"))


def auf_der_website(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponseBase:
    """Lead from a row in the admin to its page; its address alone may tell what is a draft's.

    Raises Http404 where there is none, PermissionDenied for those who may not see the row.
    """
    modell = get_object_or_404(ContentType, pk=content_type_id).model_class()
    if modell is None:
        raise Http404
    if not _darf_sehen(request, modell, pk=object_id):
        raise PermissionDenied
    return shortcut(request, content_type_id, object_id)


def _darf_sehen(request: HttpRequest, modell: type[Model], **wo: Any) -> bool:
    """Tell whether this person may see rows of `modell`, and where limited, one that is `wo`."""
    recht = f"{modell._meta.app_label}.{get_permission_codename('view', modell._meta)}"
    if not request.user.has_perm(recht):
        return False
    if stadtteile_von(request.user) is None:
        return True
    gezeigt: bool = sichtbare(modell._default_manager.filter(**wo), request.user).exists()
    return gezeigt
