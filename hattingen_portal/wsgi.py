"""The WSGI entry point that gunicorn loads."""

import os

from django.core.wsgi import get_wsgi_application

from hattingen_portal.datenbank import fristen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hattingen_portal.settings")

fristen.einschalten()
application = get_wsgi_application()
