"""The way in: a mail and its job are stored together, or neither is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.post.models import Sendung
from hattingen_portal.post.versand import versenden


def auftraege() -> list[tuple[str, str | None, dict[str, object], str]]:
    return list(
        ProcrastinateJob.objects.order_by("pk").values_list("task_name", "lock", "args", "status")
    )


@pytest.mark.django_db
def test_a_mail_is_stored_and_queued_by_its_key_alone() -> None:
    sendung = versenden(
        an=["b@example.org", "a@example.org", "b@example.org"],
        betreff="Rückfrage",
        text="Guten Tag",
        antwort_an="c@example.org",
    )

    assert list(
        Sendung.objects.values("an", "antwort_an", "betreff", "text", "zustand", "versuche")
    ) == [
        {
            "an": ["b@example.org", "a@example.org"],
            "antwort_an": "c@example.org",
            "betreff": "Rückfrage",
            "text": "Guten Tag",
            "zustand": "wartet",
            "versuche": 0,
        }
    ]
    assert auftraege() == [
        ("post.zustellen", f"sendung-{sendung.pk}", {"sendung": sendung.pk}, "todo")
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_neither_mail_nor_job() -> None:
    with transaction.atomic():
        versenden(an=["a@example.org"], betreff="Rückfrage", text="Guten Tag")
        assert len(auftraege()) == 1
        transaction.set_rollback(True)

    assert not Sendung.objects.exists()
    assert auftraege() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "falsch",
    [
        {"an": []},
        {"an": ["a@example.org", "b"]},
        {"an": ["a@example.org\nBcc: b@example.org"]},
        {"antwort_an": "a@example.org\nBcc: b@example.org"},
        {"betreff": "Rückfrage\nBcc: b@example.org"},
        {"betreff": "Rückfrage\rBcc: b@example.org"},
        {"betreff": "R" * 201},
        {"betreff": ""},
    ],
)
def test_what_could_become_another_header_is_refused(falsch: dict[str, object]) -> None:
    gut = {"an": ["a@example.org"], "betreff": "Rückfrage", "text": "Guten Tag"}
    with pytest.raises(ValidationError):
        versenden(**gut | falsch)

    assert not Sendung.objects.exists()
    assert auftraege() == []
