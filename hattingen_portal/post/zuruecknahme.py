"""Deleting mails: the row, its file, and the job that would still deliver it."""

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.post.models import Sendung
from hattingen_portal.post.versand import auftragssperre


@transaction.atomic
def mails_loeschen(mails: QuerySet[Sendung]) -> int:
    """Delete `mails`, their jobs that wait, and once that is stored their files; give how many.

    One that is being delivered at this moment is waited for.
    """
    gefunden = list(mails.select_for_update(of=("self",)).order_by("pk"))
    sperren = [auftragssperre(mail) for mail in gefunden]
    for auftrag in ProcrastinateJob.objects.filter(lock__in=sperren, status="todo"):
        app.job_manager.cancel_job_by_id(auftrag.pk, delete_job=True)
    Sendung.objects.filter(pk__in=[mail.pk for mail in gefunden]).delete()
    return len(gefunden)
