"""One look for all figures: sizes, colours, the evidence line, and SVG that is the same on every run."""

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from collabstudy.reporting.show import evidence_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008): told apart by colour-blind readers too.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#C2410C"
INK, GREY, LIGHT, PALE = "#1F2937", "#6B7280", "#D1D5DB", "#EDEFF2"
WIDTH = 7.4
SETTINGS: dict[Any, Any] = {
    "axes.edgecolor": LIGHT,
    "axes.labelcolor": INK,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.fonttype": "path",
    "svg.hashsalt": "collabstudy",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
}


@contextmanager
def canvas(height: float, title: str, evidence: tuple[str, ...]) -> Iterator[tuple["Figure", "Axes"]]:
    """A figure with one pair of axes, its title and its evidence line; height in inches."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        figure.suptitle("\n".join(textwrap.wrap(title, 78)), x=0.01, ha="left", fontsize=11, fontweight="bold")
        colour = RED if "synthetic" in evidence else GREY
        figure.supxlabel(evidence_line(evidence), x=0.01, ha="left", fontsize=7.5, color=colour)
        yield figure, axes


def svg(figure: "Figure", title: str, alt: str) -> str:
    """The figure as SVG text with its title and description inside."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context(SETTINGS):
        figure.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": title, "Description": alt}
        )
    return buffer.getvalue()


def percent_axis(axes: "Axes", label: str, room: float = 0.0) -> None:
    """A horizontal axis of shares from 0 to 100 per cent, with ``room`` for text beyond it."""
    axes.set_xlim(-0.015, 1.015 + room)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.set_xlabel(label)
    for at in (0, 0.25, 0.5, 0.75, 1):
        axes.axvline(at, color=LIGHT, linewidth=0.6, zorder=0)


def wrapped(text: str, width: int = 44) -> str:
    """A label on as many lines as it needs."""
    return "\n".join(textwrap.wrap(text, width))
