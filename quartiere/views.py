from django.views.generic import TemplateView


class StadtteileView(TemplateView):
    template_name = "stub.html"


class StadtteilView(TemplateView):
    template_name = "stub.html"
