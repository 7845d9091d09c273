"""The Content-Security-Policy, which is the same for nearly all answers."""

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property


class Inhaltsrichtlinie(CSPMiddleware):
    """django-csp, but for answers that ask for nothing of their own.

    It prints the policy for each anew, which takes a quarter of the time of a page that is at hand.
    What a view wants otherwise, and who needs a nonce, is left to it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the header to `response`, unless its view has set one or is exempt."""
        eigenes = {name for name in vars(response) if name.startswith("_csp_")}
        if (
            self.fuer_alle is None
            or eigenes - {"_csp_exempt"}
            or getattr(request, "_csp_nonce", None) is not None
        ):
            return super().process_response(request, response)
        if not eigenes:
            response.setdefault(HEADER, self.fuer_alle)
        # As django-csp does: a nonce that is asked for from now on would be in no header.
        zu_spaet = CheckableLazyObject(self._csp_nonce_post_response)
        request.csp_nonce = zu_spaet  # type: ignore[attr-defined]  # django-csp's own
        return response

    @cached_property
    def fuer_alle(self) -> str | None:
        """Give the policy of the settings; None where they ask for more than one for all."""
        mehr = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        ohne = settings.CONTENT_SECURITY_POLICY.get("EXCLUDE_URL_PREFIXES")
        return None if settings.DEBUG or mehr or ohne else build_policy()
