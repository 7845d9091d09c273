"""The WSGI entry point that gunicorn loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from hattingen_portal.datenbank import fristen
from hattingen_portal.eingang import ganz_gelesen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hattingen_portal.settings")

fristen.einschalten()
application = ganz_gelesen(get_wsgi_application())

# What is loaded by now stays for good: the collector of garbage need not look through it each time.
gc.collect()
gc.freeze()
