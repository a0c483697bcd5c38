"""A study with other parameters of its analysis."""

import pytest

from collabstudy import Study


def test_what_is_given_changes_and_none_leaves_as_it_is() -> None:
    varied = Study.load("gemeenten").varied(alpha=0.01, rounding=None, confidence=None)
    assert (varied.analysis.alpha, varied.analysis.rounding, varied.analysis.confidence) == (0.01, "half_up", 0.95)


@pytest.mark.parametrize("name", ["alpha", "confidence"])
@pytest.mark.parametrize("value", [5, 0, 1, -0.1, "1e-3", True, float("nan")])
def test_a_level_outside_0_to_1_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a number between 0 and 1"):
        Study.load("gemeenten").varied(**{name: value})
