"""The model field of a text."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_prose_editor.fields import ProseEditorField

from hattingen_portal.grundlage.richtext.regeln import EBENEN, HOECHSTENS, knoepfe
from hattingen_portal.grundlage.richtext.reinigung import sauberes_html


class HtmlField(ProseEditorField):
    """Text with an editor in the admin; whoever saves it, only `sauberes_html` is stored.

    `ebenen` are the levels of its headings, as the page needs them around it.
    """

    def __init__(self, *args: Any, ebenen: Sequence[int] = EBENEN, **kwargs: Any) -> None:
        self.ebenen = ebenen
        sauber = partial(sauberes_html, ebenen=ebenen)
        super().__init__(*args, sanitize=sauber, extensions=knoepfe(ebenen), **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Give the field with the editor, and with a limit that the editor cannot know."""
        return super().formfield(**{"max_length": HOECHSTENS} | kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        """Give `value` clean; raises ValidationError where it is too long then.

        Cleaning may make a text longer; the form would refuse to save it a second time.
        """
        html = str(super().clean(value, model_instance))
        if len(html) > HOECHSTENS:
            raise ValidationError(
                f"Der Text ist zu lang: Mit allem, was ihn gestaltet, sind es {len(html)} Zeichen, "
                f"möglich sind {HOECHSTENS}. Bitte kürzen Sie ihn, oder teilen Sie ihn auf."
            )
        return html

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Clean on every way into the database, not only behind a form."""
        html = self.sanitize(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, html)
        return str(html)
