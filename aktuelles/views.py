from django.views.generic import TemplateView


class AktuellesView(TemplateView):
    template_name = "stub.html"


class BeitragView(TemplateView):
    template_name = "stub.html"


class AnhangView(TemplateView):
    template_name = "stub.html"
