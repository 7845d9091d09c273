"""Documents that readers download."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from hattingen_portal.grundlage.abriegeln import abgeriegelt
from hattingen_portal.grundlage.adresse import slug_aus


def pdf_antwort(datei: FieldFile, titel: str) -> FileResponse:
    """Give `datei` to be saved, under a readable file name made of `titel`.

    A browser stores it and shows it from there, not as a page of the portal: it was made elsewhere.
    Whoever keeps a copy asks each time: it may be taken back. Raises Http404 when the file is gone.
    """
    try:
        datei.open("rb")
    except FileNotFoundError as fehler:
        raise Http404 from fehler
    antwort = FileResponse(
        datei,
        as_attachment=True,
        content_type="application/pdf",
        filename=f"{slug_aus(titel) or 'dokument'}.pdf",
        headers={"Cache-Control": "private, no-cache"},
    )
    return abgeriegelt(antwort)
