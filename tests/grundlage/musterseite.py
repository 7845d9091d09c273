"""The portal with one page more: a form with all widgets."""

from django.http import HttpResponse
from django.urls import path

from hattingen_portal.grundlage.formular.muster import Musterformular
from hattingen_portal.grundlage.formular.oeffentlich import FormularView
from hattingen_portal.urls import handler400, handler500
from hattingen_portal.urls import urlpatterns as portal

__all__ = ["handler400", "handler500", "urlpatterns"]

GESENDET: list[dict[str, object]] = []


class MusterView(FormularView):
    form_class = Musterformular
    titel = "Muster"

    def form_valid(self, form: Musterformular) -> HttpResponse:
        GESENDET.append(form.cleaned_data)
        return HttpResponse("gesendet")


urlpatterns = [*portal, path("muster/", MusterView.as_view(), name="muster")]
