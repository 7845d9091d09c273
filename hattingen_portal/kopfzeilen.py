"""What every answer says to the browser beyond what Django and django-csp know to say."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# The features of the W3C's list that browsers know by name and pages would have without asking; one
# that no browser knows would only fill its console. Copying is for the buttons of the admin, the
# full screen and the small window for the film in sign language.
VERBOTEN = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
EIGENES = ("clipboard-write", "fullscreen", "picture-in-picture")
RICHTLINIE = ", ".join(
    [*(f"{name}=()" for name in VERBOTEN), *(f"{name}=(self)" for name in EIGENES)]
)


class Kopfzeilen:
    """Adds the Permissions-Policy (W3C) to every answer, as the outermost but one.

    What is not there may be there in a moment, so nobody is to keep that for as long as they like
    (RFC 9110 section 15.1). Each answer passes here, also those that other middleware gives: static
    files, redirects to https, refused host names and errors.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", RICHTLINIE)
        if response.status_code in {404, 410}:
            response.setdefault("Cache-Control", "no-cache")
        return response
