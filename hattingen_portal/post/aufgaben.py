"""What the worker does (procrastinate): the jobs, when they are tried again, what tidies up."""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.task(name="post.zustellen", queue="post", pass_context=True)
def zustellen(context: JobContext, *, sendung: int) -> None:
    """Try to deliver the `Sendung` with the key `sendung`."""
