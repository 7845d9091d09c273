"""The Content-Security-Policy, which is the same for nearly all answers."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
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
        if eigenes - {"_csp_exempt"} or hasattr(request, "_csp_nonce") or settings.DEBUG:
            return super().process_response(request, response)
        if not eigenes:
            response.setdefault(HEADER, self.fuer_alle)
        return response

    @cached_property
    def fuer_alle(self) -> str:
        """Give the policy of the settings, which no view has changed."""
        return build_policy()
