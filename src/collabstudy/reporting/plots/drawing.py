"""Drawings from values: what a result holds can be drawn again, in another language, without the study."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from collabstudy.reporting.plots.style import Framing
from collabstudy.reporting.results import Plot, plain_values

Values = Mapping[str, Any]
Draw = Callable[[Values, Framing], Plot]


def drawing(name: str, draw: Draw, values: Values, framing: Framing) -> Plot:
    """The drawing with the name and the values by which it can be drawn again.

    It is made from the values as JSON has them, so that it looks the same when it is drawn from a result.
    """
    data = plain_values(values)
    return replace(draw(data, framing), drawing=name, data=data)
