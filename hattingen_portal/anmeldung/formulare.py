"""The forms around the login."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

PASSWORT_HOECHSTENS = 1000  # characters: longer ones would only keep the server busy


def _codefeld(hinweis: str = "") -> forms.CharField:
    attribute = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(
        label="Code",
        max_length=20,
        help_text=hinweis,
        error_messages={
            "required": "Bitte geben Sie den Code ein.",
            "max_length": "Das ist zu lang für einen Code. Die App zeigt sechs Ziffern.",
        },
        widget=forms.TextInput(attrs=attribute),
    )


class Anmeldeformular(AdminAuthenticationForm):
    """Name and password. What no account can have is simply wrong, and says nothing more."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "Name oder Passwort stimmen nicht. Achten Sie bitte auf Groß- und "
        "Kleinbuchstaben.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Name"
        self.fields["username"].error_messages["required"] = "Bitte geben Sie Ihren Namen ein."
        self.fields["password"].error_messages["required"] = "Bitte geben Sie Ihr Passwort ein."

    def clean(self) -> dict[str, Any]:
        name, passwort = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        hoechstens: Any = User._meta.get_field("username").max_length
        if len(name or "") > hoechstens or len(passwort or "") > PASSWORT_HOECHSTENS:
            raise self.get_invalid_login_error()
        daten: dict[str, Any] = super().clean()
        return daten


class Codeformular(forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = _codefeld(
        "Sechs Ziffern. Telefon nicht zur Hand? Dann geht auch einer Ihrer Wiederherstellungscodes."
    )


class Bestaetigung(forms.Form):
    """Password and code together, before something is changed about one's own second factor.

    The password is checked as at the login, so that wrong ones count for the lock.
    """

    passwort = forms.CharField(
        label="Passwort",
        strip=False,
        max_length=PASSWORT_HOECHSTENS,
        error_messages={"required": "Bitte geben Sie Ihr Passwort ein."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = _codefeld("Aus der App, oder einer Ihrer Wiederherstellungscodes.")

    def __init__(self, request: HttpRequest, daten: Any = None) -> None:
        super().__init__(daten)
        self.request = request

    def clean_passwort(self) -> str:
        passwort: str = self.cleaned_data["passwort"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=passwort) is None:
            raise ValidationError("Das Passwort stimmt nicht.", code="passwort")
        return passwort


class Einrichtung(Bestaetigung):
    """The same before a factor is set up: whoever finds an open browser must not take the account.

    The code is one of the app that is being set up.
    """

    code = _codefeld()


class PasswortVergessen(PasswordResetForm):
    """The address to which a link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-Mail-Adresse"
        self.fields["email"].error_messages |= {
            "required": "Bitte geben Sie Ihre E-Mail-Adresse ein.",
            "invalid": "Das ist keine E-Mail-Adresse. Sie sieht so aus: name@example.org",
        }

    def konten(self) -> list[int]:
        """Give the keys of the accounts with this address that have a password; costs one query."""
        return [konto.pk for konto in self.get_users(self.cleaned_data["email"])]
