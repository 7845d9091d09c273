"""The portal's settings without anything kept: each page is made anew, each version looked up."""

from hattingen_portal.settings import *  # noqa: F403 - a variant of all of them

CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
PORTAL_STAND_SEKUNDEN = 0
