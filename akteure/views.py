from django.views.generic import TemplateView


class AkteureView(TemplateView):
    template_name = "stub.html"


class AkteurView(TemplateView):
    template_name = "stub.html"
