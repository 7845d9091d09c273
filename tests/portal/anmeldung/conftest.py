"""What the tests of the login share."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def schnelle_passwoerter(settings: Settings) -> None:
    """Let new hashes cost nothing: these tests log in hundreds of times."""
    schnell = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [schnell, *settings.PASSWORD_HASHERS]
