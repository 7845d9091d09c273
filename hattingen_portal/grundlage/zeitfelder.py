"""Form fields for dates and times as a German reader writes them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

DATUMSFORMATE = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
UHRZEITFORMATE = ["%H:%M", "%H:%M:%S", "%H.%M", "%H", "%H:%M Uhr", "%H.%M Uhr", "%H Uhr"]
_TAG = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})")
VORAUS_HOECHSTENS = timedelta(days=3 * 366)
FRUEHESTES_JAHR = 2000
DATUM_FALSCH = "Bitte geben Sie ein Datum an, zum Beispiel 26.01.2026."
UHRZEIT_FALSCH = "Bitte geben Sie eine Uhrzeit an, zum Beispiel 17:00."


def plausibel(tag: date) -> None:
    """Raise ValidationError for a year that can only be a slip of the finger, such as 2062."""
    if tag.year < FRUEHESTES_JAHR or tag > timezone.localdate() + VORAUS_HOECHSTENS:
        raise ValidationError(f"Bitte prüfen Sie das Jahr: {tag.year} ist wohl ein Tippfehler.")


def ortszeit(tag: date, uhrzeit: time) -> datetime:
    """Give the aware time at which the clocks here show `tag` and `uhrzeit`.

    Raises ValidationError for a time that the change to or from summer time leaves out or has
    twice: nobody could know which hour is meant.
    """
    zone = timezone.get_current_timezone()
    eindeutig = datetime.combine(tag, uhrzeit, tzinfo=zone)
    if eindeutig.utcoffset() == eindeutig.replace(fold=1).utcoffset():
        return eindeutig
    anzeige = f"Am {tag:%d.%m.%Y} um {uhrzeit:%H:%M} Uhr"
    # PEP 495: only an hour that exists comes back from UTC as it went.
    if eindeutig.astimezone(UTC).astimezone(zone).time() != uhrzeit:
        raise ValidationError(
            f"{anzeige}: Diese Uhrzeit gibt es nicht, denn in dieser Nacht wird die Uhr auf "
            "Sommerzeit vorgestellt. Bitte wählen Sie eine andere Zeit."
        )
    raise ValidationError(
        f"{anzeige}: Diese Uhrzeit gibt es zweimal, denn in dieser Nacht wird die Uhr von der "
        "Sommerzeit zurückgestellt. Bitte wählen Sie eine andere Zeit."
    )


class TagFeld(forms.DateField):
    """A day; says which one does not exist rather than that the input is wrong."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATUMSFORMATE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Read `value`; raises ValidationError with the way out."""
        try:
            return super().to_python(value)
        except ValidationError:
            if (treffer := _TAG.fullmatch(str(value).strip())) is None:
                raise
            tag, monat, jahr = treffer.groups()
            raise ValidationError(
                f"Den {tag}.{monat}.{jahr} gibt es nicht. Bitte prüfen Sie Tag und Monat.",
                code="invalid",
            ) from None


class UhrzeitFeld(forms.TimeField):
    """A time of day by itself; it may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=UHRZEITFORMATE,
            widget=forms.TimeInput(
                format="%H:%M", attrs={"class": "uhrzeit", "placeholder": "SS:MM"}
            ),
            required=False,
            error_messages={"invalid": UHRZEIT_FALSCH},
            **kwargs,
        )


class ZeitpunktWidget(AdminSplitDateTime):
    """Date and time in two inputs, the time without seconds."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets = [
            AdminDateWidget(attrs={"placeholder": "TT.MM.JJJJ"}),
            AdminTimeWidget(attrs={"placeholder": "SS:MM"}, format="%H:%M"),
        ]
        forms.MultiWidget.__init__(self, widgets, attrs)


class ZeitpunktFeld(forms.SplitDateTimeField):
    """Date and local time; says in German what is missing or impossible."""

    widget = ZeitpunktWidget
    default_error_messages = {
        "invalid_date": DATUM_FALSCH,
        "invalid_time": UHRZEIT_FALSCH,
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_time_formats", UHRZEITFORMATE)
        super().__init__(**kwargs)
        hinweis = {"invalid": self.error_messages["invalid_date"]}
        self.fields = (TagFeld(required=False, error_messages=hinweis), self.fields[1])

    def compress(self, data_list: Any) -> datetime | None:
        if not data_list or data_list == [None, None]:
            return None
        tag, uhrzeit = data_list
        if tag in self.empty_values:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        plausibel(tag)
        if uhrzeit in self.empty_values:
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        return ortszeit(tag, uhrzeit)


class DatumFeld(TagFeld):
    """A day whose year is plausible."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [*self.validators, plausibel]
