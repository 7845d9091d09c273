"""The form of an account: who it is, its roles, and the Stadtteile that it is limited to."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.sperre import VeraltetError
from hattingen_portal.rollen.tafel import ROLLEN
from quartiere.models import Stadtteil

WOFUER = {rolle.name: rolle.wofuer for rolle in ROLLEN}


class RollenFeld(forms.ModelMultipleChoiceField):
    """Roles to tick, each with what it is for."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> SafeString | str:
        wofuer = WOFUER.get(obj.name)
        return format_html("<strong>{}</strong>: {}", obj.name, wofuer) if wofuer else obj.name


class StadtteileFeld(forms.ModelMultipleChoiceField):
    """The Stadtteile that an account is limited to; none ticked limits nothing by itself."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            Stadtteil.objects.geordnet(),
            label="Nur für diese Stadtteile",
            required=False,
            help_text="Mit einem Haken arbeitet die Person nur dort, welche Rolle sie auch hat. "
            "Ohne Haken gilt jede Rolle für die ganze Stadt; nur die Stadtteilbetreuung sieht "
            "dann nichts.",
        )


class _Angaben:
    """What both forms ask for in the same words."""

    model = User
    fields = ("username", "first_name", "last_name", "email", "is_active", "groups")
    field_classes = {"username": UsernameField, "groups": RollenFeld}
    labels = {
        "username": "Anmeldename",
        "is_active": "Konto ist aktiv",
        "is_superuser": "darf alles (Systemverwaltung)",
        "groups": "Rollen",
    }
    help_texts = {
        "username": "Damit meldet sich die Person an, zum Beispiel „vorname.nachname“.",
        "is_active": "Verlässt jemand das Team, nehmen Sie den Haken heraus. Was die Person "
        "gemacht hat, bleibt nachvollziehbar.",
        "is_superuser": "Alle Rechte, auch auf alle Konten. Nur für wenige Personen.",
        "groups": "",
    }


class NeuesKontoFormular(UserCreationForm):
    """A new account with its first password."""

    stadtteile = StadtteileFeld()

    class Meta(_Angaben):
        pass


class KontoFormular(forms.ModelForm):
    """An account; it carries the state that it was opened with and refuses a stale one.

    Somebody may have taken a role away in the meantime: it must not come back unnoticed.
    """

    stadtteile = StadtteileFeld()
    stand = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(_Angaben):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zeilen = self.instance.zustaendigkeiten.values_list("stadtteil", flat=True)
        self.initial["stadtteile"] = sorted(zeilen)
        self.initial["stand"] = self._stand()

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        if self.cleaned_data.get("stand") != self.initial["stand"]:
            raise VeraltetError
        return daten

    def _stand(self) -> str:
        konto: User = self.instance
        rollen = sorted(konto.groups.values_list("pk", flat=True)) if konto.pk else []
        angaben = [getattr(konto, feld) for feld in ("username", "first_name", "last_name")]
        rechte = [konto.email, konto.is_active, konto.is_superuser]
        return repr([*angaben, *rechte, rollen, self.initial["stadtteile"]])
