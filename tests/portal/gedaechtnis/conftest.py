"""What all tests of the memory need: outside of a transaction, for nothing else is remembered."""

from typing import Any

import pytest

from tests.portal.gedaechtnis.bestand import anlegen


@pytest.fixture
def bestand(transactional_db: None, settings: Any) -> None:
    """Store something for each page; keep no whole page, so that each is made anew."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    anlegen(1)
