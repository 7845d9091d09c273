from django.views.generic import TemplateView


class TermineView(TemplateView):
    template_name = "stub.html"


class ArchivView(TemplateView):
    template_name = "stub.html"


class RundeView(TemplateView):
    template_name = "stub.html"


class KonferenzView(TemplateView):
    template_name = "stub.html"


class UnterlageView(TemplateView):
    template_name = "stub.html"


class KalenderView(TemplateView):
    template_name = "stub.html"
