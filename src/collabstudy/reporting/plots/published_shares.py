"""Every published share as the range of shares that can have printed it, in the codebook's groups."""

from typing import TYPE_CHECKING, Any

from collabstudy.published.verdicts import printed
from collabstudy.reporting.languages import templates
from collabstudy.reporting.languages.numbers import counted
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.plots.drawing import Values, drawing, selection_said, selection_texts
from collabstudy.reporting.plots.style import (
    BLUE,
    BOLD,
    LINE,
    ROOM,
    Framing,
    canvas,
    drawn,
    percent_axis,
    stacked,
    text_above,
    text_width,
    wrapped,
)
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Plot
from collabstudy.study import Figure, Selection, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
DE_MAN = {"function", "tool", "process"}  # De Man 2013, "Alliances": what companies manage alliances with
BESIDE = 2.2  # inches that a wording may take beside its mark; a longer one stands above it
NARROW = 0.012  # shares that lie so near each other leave a thick edge no room for white
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
HALF = 0.5


def published_shares_plot(study: Study) -> Plot | Missing:
    """The published shares by ``dimension`` of their questions, the largest of each group first.

    A percentage is a filled mark, a hedged wording an open one, since where its range ends is our reading.
    """
    if not study.figures:
        return NO_PUBLICATION
    groups: dict[str, list[dict[str, Any]]] = {question.dimension: [] for question in study.questions}
    for figure in study.figures:
        if figure.statistic == "share":
            groups[study.question(figure.question).dimension].append(_share(study, figure))
    for shares in groups.values():
        shares.sort(key=_from_largest)
    found = [{"dimension": name, "shares": shares} for name, shares in groups.items() if shares]
    if not found:
        return Missing(phrase("no share published", "missing"))
    values = {"respondents": study.respondents, "rounding": study.analysis.rounding, "groups": found}
    return drawing("published_shares", draw, values, Framing(EVIDENCE))


def _share(study: Study, figure: Figure) -> dict[str, Any]:
    side = printed(study, figure)
    low, high = map(float, side.shares) if side.counts else (None, None)
    return {
        "wording": figure.wording,
        "selection": selection_texts(study, Selection(figure.question, figure.answers)),
        "part": "; ".join(filter(None, (figure.group, figure.wave))),
        "hedged": side.interval.hedged,
        "low": low,
        "high": high,
    }


def _from_largest(share: dict[str, Any]) -> float:
    return 1.0 if share["low"] is None else -(share["low"] + share["high"]) / 2


def draw(values: Values, framing: Framing) -> Plot:
    """The groups, one below the other."""
    groups = values["groups"]
    grouped = any(group["dimension"] for group in groups)
    rows = [
        (wrapped(_named(group, framing), ROOM / BOLD) if grouped and share is group["shares"][0] else "", share)
        for group in groups
        for share in group["shares"]
    ]
    labels = [_label(share, framing) for _, share in rows]
    heights, total = stacked([f"{head}\n{text}".lstrip() for (head, _), text in zip(rows, labels, strict=True)])
    title = framing.words("published shares title")
    with canvas(total + 0.4, title, framing) as (figure, axes):
        for y, (head, share), text in zip(heights, rows, labels, strict=True):
            text_above(axes, y, text)
            if head:
                text_above(axes, y - LINE * (1 + text.count("\n")), head, fontweight="bold")
            _mark(axes, y, share, framing)
        axes.set_ylim(total, 0)
        percent_axis(axes, heights, *_caption(values, grouped, framing))
        return drawn(figure, title, _alt(groups, grouped, framing), framing)


def _named(group: Values, framing: Framing) -> str:
    name: str = group["dimension"]
    words: dict[str, str] = templates(framing.language)["dimensions"]
    return words.get(name, name.replace("_", " ")) if name else framing.words("no dimension")


def _asked(share: Values, framing: Framing) -> str:
    part = f" ({share['part']})" if share["part"] else ""
    return selection_said(share["selection"], framing) + part


def _label(share: Values, framing: Framing) -> str:
    """What stands above the mark: the question and its answer, after a wording that has no room beside it."""
    asked = _asked(share, framing)
    return wrapped(asked if _has_room(share) or share["low"] is None else f"{share['wording']}: {asked}")


def _has_room(share: Values) -> bool:
    return text_width(share["wording"]) <= BESIDE * 72


def _mark(axes: "Axes", y: float, share: Values, framing: Framing) -> None:
    """The range as long as it is, a single share as a dot; open where it rests on a hedge word."""
    low, high, inside = share["low"], share["high"], "white" if share["hedged"] else BLUE
    if low is None:
        text = wrapped(framing.words("not printable", wording=share["wording"]))
        axes.text(0, y, text, va="center", bbox=GROUND, in_layout=False)
        return
    if low == high:
        axes.plot(low, y, "o", color=inside, markeredgecolor=BLUE, markersize=7, zorder=2)
    else:
        edge = 1.3 if high - low > NARROW else 0.7
        axes.barh(y, high - low, left=low, height=0.12, color=inside, edgecolor=BLUE, linewidth=edge, zorder=2)
    if _has_room(share):
        _write_beside(axes, y, share)


def _write_beside(axes: "Axes", y: float, share: Values) -> None:
    """The wording to the right of its mark, or to the left where the axis ends."""
    low, high = share["low"], share["high"]
    right = high + 0.02 + text_width(share["wording"]) / 72 / ROOM <= 1
    x, side = (high + 0.02, "left") if right else (low - 0.02, "right")
    axes.text(x, y, share["wording"], ha=side, va="center", fontweight="bold", bbox=GROUND, in_layout=False, zorder=1)


def _caption(values: Values, grouped: bool, framing: Framing) -> list[str]:
    names = [group["dimension"] for group in values["groups"]]
    lines = [framing.words("published shares axis")]
    if any(share["hedged"] for group in values["groups"] for share in group["shares"]):
        lines.append(framing.words("published shares hedged"))
    if grouped and set(names) >= DE_MAN:
        other = [_named(group, framing) for group in values["groups"] if group["dimension"] not in DE_MAN]
        lines.append(framing.words("grouped after De Man"))
        lines += [framing.words("not De Man", groups=", ".join(other))] if other else []
    elif grouped:
        lines.append(framing.words("grouped"))
    rule = framing.words(values["rounding"], "rounding")
    return [*lines, framing.words("rounded", respondents=values["respondents"], rule=rule)]


def _alt(groups: list[Values], grouped: bool, framing: Framing) -> str:
    shares = [share for group in groups for share in group["shares"]]
    known = [share for share in shares if share["low"] is not None]
    hedged = sum(share["hedged"] for share in shares)
    parts = [
        framing.words(
            "published shares said",
            shares=counted("published share", len(shares), framing.language),
            above=sum(share["low"] > HALF for share in known),
            below=sum(share["high"] < HALF for share in known),
        )
    ]
    for group in groups:
        ranged = [share for share in group["shares"] if share["low"] is not None] or group["shares"]
        ends = [f"{share['wording']} ({_asked(share, framing)})" for share in ranged]
        name = _named(group, framing) if grouped else framing.words("all shares")
        extremes = framing.words("highest lowest", high=ends[0], low=ends[-1]) if len(ends) > 1 else ends[0]
        parts.append(f"{name}: {extremes}.")
    if hedged:
        parts.append(framing.words("hedged said", hedged=counted("hedged wording", hedged, framing.language)))
    return " ".join(parts)
