"""What can happen to a store for uploads that lies on another machine."""


class AblageFortError(OSError):
    """The store does not answer, or not as it should; the pages beside it go on."""
