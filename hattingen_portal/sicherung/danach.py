"""What must be new after a restore, and not as it was when the backup was made."""


def danach() -> None:
    """Renew it; runs after the rows are committed and migrated, and may run twice.

    A version that caches compare by belongs here: after a restore it must be one that none of
    them has seen, since the same number may have meant something else before.
    """
