from django.views.generic import TemplateView


class StartseiteView(TemplateView):
    template_name = "stub.html"


class PlatzhalterView(TemplateView):
    template_name = "stub.html"


class KontaktView(TemplateView):
    template_name = "stub.html"


def robots(request): ...
def gesundheit(request): ...
def bild(request, name): ...
