"""What the worker does for PDFs: look into those that nobody could look into when they came."""

from procrastinate.contrib.django import app

from hattingen_portal.grundlage.pdf import pflege
from hattingen_portal.grundlage.pdf.plaetze import Geduld, gemeinsam_warten

HOECHSTENS = 5  # in one run: each may take 10 seconds, and mails wait for as long


@app.periodic(cron="*/5 * * * *")
@app.task(name="pdf.nachholen", queue="pflege", queueing_lock="pdf.nachholen")
def nachholen(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Look into some of the PDFs that nobody has looked into; without a place, at the next time."""
    with gemeinsam_warten(Geduld(pausen=0)):
        pflege.nachholen(HOECHSTENS)
