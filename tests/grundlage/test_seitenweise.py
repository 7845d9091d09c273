"""Lists of remembered rows on several pages; what they show is tested with the pages."""

import pytest

from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen


def test_a_list_that_does_not_say_what_it_asks_for_is_none() -> None:
    with pytest.raises(TypeError, match=r"abstract method '?frage"):
        SeitenweiseZeilen()
