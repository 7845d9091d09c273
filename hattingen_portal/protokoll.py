"""The lines of the log: one for each event, whatever somebody has sent."""

import logging
import re
from textwrap import indent

# What ends a line somewhere, and what a terminal obeys: Unicode category Cc, U+2028 and U+2029.
_STEUERZEICHEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class EineZeile(logging.Formatter):
    r"""Writes control characters of a message as Python does (\n), so that none begins a line.

    A path or a word of a form could otherwise pretend to be an event of its own (CWE-117). The
    lines of a traceback are indented, for the message of an error may hold several.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.message = _STEUERZEICHEN.sub(_geschrieben, record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        spur = super().formatException(ei)  # type: ignore[arg-type]  # the stubs' name is private
        return indent(spur, "    ", lambda _: True)


def _geschrieben(treffer: re.Match[str]) -> str:
    return treffer[0].encode("unicode_escape").decode()
