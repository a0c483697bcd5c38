"""One look for all figures: sizes, colours, the evidence line, and SVG that is the same on every run."""

import html
import io
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from collabstudy.disclosure import Release
from collabstudy.reporting.languages import fill, templates
from collabstudy.reporting.languages.numbers import decimals
from collabstudy.reporting.languages.phrases import Value, said
from collabstudy.reporting.results import Plot, evidence_line
from collabstudy.safe_text import visible_lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008): told apart by colour-blind readers too.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#B91C1C"
SKY = "#56B4E9"  # theirs too, beside their blue
RUST = "#A3490C"  # as dark as text, and orange to who sees colours
INK, GREY, LIGHT, PALE, SAND = "#1F2937", "#5B6472", "#D1D5DB", "#E9ECF0", "#F6D08A"
WIDTH = 5.4  # inches; on a telephone the smallest type then shrinks to seven or eight pixels, no further
SMALL = 8.5  # points
LINE = 0.155  # inches that a line of small type takes
SMALLEST_P = 0.0001  # where an axis of p-values begins
SLACK = 0.6  # inches of a canvas that only ticks need
ROOM = 4.9  # inches that a line may take
ANSWER, BOUND = " –\u00a0", "\u00a0–\u00a0"  # between a question and its answer
BOLD = 1.15  # how much wider bold letters are
SETTINGS: dict[Any, Any] = {
    "axes.edgecolor": LIGHT,
    "axes.labelcolor": INK,
    "axes.labelsize": SMALL,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": SMALL,
    "axes.titleweight": "bold",
    "font.family": "DejaVu Sans",
    "font.size": SMALL,
    "svg.fonttype": "path",
    "svg.hashsalt": "collabstudy",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
}


@dataclass(frozen=True)
class Framing:
    """What stands around every drawing: its evidence, what it tells of respondents, and the language of its words."""

    evidence: tuple[str, ...]
    releases: tuple[Release, ...] = ()
    language: str = "en"

    def words(self, name: str, section: str = "figures", /, **values: object) -> str:
        """A template of the language with its values."""
        return fill(name, self.language, section, **values)

    @property
    def synthetic(self) -> bool:
        """Whether the drawing rests on synthetic responses, which is then said above and below it."""
        return "synthetic" in self.evidence

    def said(self, value: Value) -> str:
        """A phrase in the language."""
        return said(value, self.language)


@contextmanager
def canvas(height: float, title: str, framing: Framing) -> Iterator[tuple["Figure", "Axes"]]:
    """A figure with one pair of axes ``height`` inches high, its title, its evidence and, where responses are
    synthetic, a warning above the drawing."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    heading = wrapped(title, ROOM / 1.45)  # the heading's type is larger and bold
    around = 0.75 + 0.2 * (1 + heading.count("\n")) + 0.3 * framing.synthetic + LINE * bool(framing.releases)
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, height + around), layout="constrained")
        axes = figure.add_subplot()
        figure.suptitle(heading, x=0.01, ha="left", fontsize=11, fontweight="bold")
        evidence = evidence_line(framing.evidence, framing.releases, framing.language)
        below = wrapped(evidence, ROOM * SMALL / 8)
        figure.supxlabel(below, x=0.01, ha="left", fontsize=8, color=RED if framing.synthetic else GREY)
        if framing.synthetic:
            box = {"facecolor": RED, "edgecolor": "none", "pad": 4}
            axes.set_title(framing.words("warning", "marks"), color="white", pad=9, bbox=box)
        yield figure, axes


def drawn(figure: "Figure", title: str, alt: str, framing: Framing) -> Plot:
    """The figure as a plot, whose SVG holds title and description, evidence included."""
    import matplotlib as mpl
    from matplotlib.text import Text

    buffer = io.StringIO()
    words = visible_lines(title), visible_lines(alt)
    plot = Plot("", *words, framing.evidence, framing.releases, language=framing.language)
    for text in figure.findobj(Text):
        text.set_text(visible_lines(text.get_text()))
    metadata = {"Date": None, "Creator": None, "Title": plot.title, "Description": plot.description}
    with mpl.rc_context(SETTINGS), _unknown_signs():
        figure.savefig(buffer, format="svg", metadata=metadata)
    described = f"</title>\n <desc>{html.escape(plot.description, quote=False)}</desc>"
    return replace(plot, svg=buffer.getvalue().replace("</title>", described, 1))


def p_axis(axes: "Axes", bottom: float, alpha: float, *caption: str, language: str = "en") -> None:
    """A horizontal log axis of p-values from :data:`SMALLEST_P` to 1, with alpha as a line named at ``bottom``."""
    at = max(alpha, SMALLEST_P)
    name = fill("alpha", language, "figures", alpha=decimals(str(alpha), language))
    ticks = templates(language)["figures"]["p ticks"]
    axes.axvline(at, color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.text(at, bottom, f" {name} ", color=RED, va="center", ha="left" if alpha < 0.1 else "right")
    axes.set_xscale("log")
    axes.set_xlim(SMALLEST_P * 0.9, 1.12)
    axes.set_xticks([SMALLEST_P, 0.001, 0.01, 0.1, 1], ticks)
    axes.minorticks_off()
    axes.set_yticks([])
    captioned(axes, *caption)


def inch_axes(axes: "Axes", height: float) -> None:
    """Axes without ticks on which one unit is an inch, from the top left corner, ``height`` high.

    Ask for a canvas of ``height - SLACK``, because a canvas keeps room for ticks.
    """
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH - 0.09)
    axes.set_ylim(height, 0)
    axes.set_aspect("equal", anchor="NW")


def percent_axis(axes: "Axes", heights: Sequence[float], *caption: str, room: float = 0.0) -> None:
    """A horizontal axis of shares from 0 to 100 per cent, with ``room`` for text beyond it and a mark of each
    quarter behind the bars at ``heights``."""
    axes.set_xlim(-0.015, 1.015 + room)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.set_yticks([])
    captioned(axes, *caption)
    for y in heights:
        axes.vlines((0, 0.25, 0.5, 0.75, 1), y - 0.11, y + 0.15, color=LIGHT, linewidth=0.7, zorder=0)


def captioned(axes: "Axes", *lines: str, inches: float = ROOM) -> None:
    """Lines of text below the horizontal axis."""
    axes.set_xlabel("\n".join(wrapped(line, inches) for line in lines), loc="left")


def stacked(labels: Sequence[str], gap: float = 0.36) -> tuple[list[float], float]:
    """Where the bars come whose labels stand above them, and the height of all, in inches from the top."""
    heights, top = [], 0.0
    for label in labels:
        top += LINE * (1 + label.count("\n")) + gap
        heights.append(top - gap / 2)
    return heights, top


def text_above(axes: "Axes", y: float, text: str, x: float = 0.0, **style: Any) -> None:
    """Text that ends just above the bar at ``y``, on a ground that keeps lines away from it."""
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    axes.text(x, y - 0.11, text, **{"va": "bottom", "bbox": ground, "zorder": 4, "in_layout": False, **style})


def wrapped(text: str, inches: float = ROOM) -> str:
    """A label on as many lines of small type as it needs, none wider than ``inches``; no answer stands alone on one."""
    text = visible_lines(text).replace(ANSWER, BOUND)
    width = max(int(inches * 72 * len(text) / max(text_width(text), 1)), 1)
    lines = textwrap.wrap(text, width)
    while width > 1 and any(text_width(line) > inches * 72 for line in lines):
        width -= 1
        lines = textwrap.wrap(text, width)
    return "\n".join(lines).replace(BOUND, ANSWER)


def text_width(text: str) -> float:
    """How wide a text is in small type, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    with _unknown_signs():
        font = FontProperties(family=SETTINGS["font.family"], size=SMALL)
        return TextToPath().get_text_width_height_descent(text, font, False)[0]


@contextmanager
def _unknown_signs() -> Iterator[None]:
    """A label may have signs that the font lacks; a box stands for each, which is no reason to warn."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ")
        yield
