"""What the worker does (procrastinate): the jobs, when they are tried again, what tidies up."""

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from hattingen_portal.post.zustellung import aufgeben, versuchen

# Minutes between the eight attempts, which take a day: a server may be down over night.
PAUSEN = (1, 5, 20, 60, 180, 360, 720)
AUFHEBEN = 7 * 24  # hours for which jobs that failed stay


class NochNichtError(Exception):
    """Tells procrastinate to run the job again; why stands in the row."""


class Wiederholung(BaseRetryStrategy):
    """Ever longer pauses. The task itself knows when to give up; a lost database is no reason."""

    def get_retry_decision(
        self,
        *,
        exception: BaseException,  # noqa: ARG002 - procrastinate's signature
        job: Job,
    ) -> RetryDecision:
        """Give when `job` runs again."""
        return RetryDecision(retry_in={"minutes": PAUSEN[min(job.attempts, len(PAUSEN) - 1)]})


@app.task(name="post.zustellen", queue="post", pass_context=True, retry=Wiederholung())
def zustellen(context: JobContext, *, sendung: int) -> None:
    """Try to deliver the `Sendung` with the key `sendung`.

    After the last attempt, which decides, it comes here again only where that one did not come to
    its end: the worker was ended, or died of it, as perhaps of others before. Then nobody tries it
    any more.
    """
    if context.job.attempts > len(PAUSEN):
        aufgeben(sendung)
    elif versuchen(sendung, letzter=context.job.attempts >= len(PAUSEN)):
        raise NochNichtError


@app.periodic(cron="* * * * *")
@app.task(
    name="post.wiederaufnehmen",
    queue="pflege",
    queueing_lock="post.wiederaufnehmen",
    pass_context=True,
)
async def wiederaufnehmen(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Run the mails of workers again that died over them: their heartbeat has stopped."""
    verwaltung = context.app.job_manager
    for auftrag in await verwaltung.get_stalled_jobs():
        if auftrag.task_name == zustellen.name:
            await verwaltung.retry_job(auftrag)
        else:
            await verwaltung.finish_job(auftrag, status=Status.FAILED, delete_job=True)


@app.periodic(cron="30 3 * * *")
@app.task(
    name="post.aufraeumen", queue="pflege", queueing_lock="post.aufraeumen", pass_context=True
)
async def aufraeumen(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Throw away jobs that failed or were cancelled a while ago; those that ended well are gone."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=AUFHEBEN, include_failed=True, include_cancelled=True, include_aborted=True
    )
