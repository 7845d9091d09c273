"""What the worker does for the table of the periods, every hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hattingen_portal.datenschutz.lauf import ausfuehren


@app.periodic(cron="17 * * * *")
@app.task(
    name="datenschutz.loeschfristen",
    queue="pflege",
    queueing_lock="datenschutz.loeschfristen",
    aliases=["anmeldung.aufraeumen"],  # what an earlier release has queued
)
def loeschfristen(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Delete what nobody needs any longer (GDPR, article 5 (1) e).

    Hourly, for failed logins are kept for an hour and a half at most.
    """
    for _ in ausfuehren(timezone.now()):
        pass
