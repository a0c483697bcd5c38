"""The response picture: who was invited, who answered, and which questions not all of those can have answered."""

from collabstudy.published.verdicts import printed
from collabstudy.reporting.languages.numbers import between, ends, whole
from collabstudy.reporting.plots.blocks import A_ROW, Block, bar, legend_row, text_block, waffle, wide
from collabstudy.reporting.plots.drawing import Values, drawing
from collabstudy.reporting.plots.style import ROOM, Framing, canvas, drawn, inch_axes, wrapped
from collabstudy.reporting.released import of_base, of_people
from collabstudy.reporting.results import Missing, Plot
from collabstudy.reporting.tables.nonresponse import UNINVITED
from collabstudy.reporting.words import percent
from collabstudy.study import Study

ROWS = 5  # of squares, at the most
LISTED = 8  # questions that are drawn; of more those that the fewest can have answered
NAMES = 1.7  # inches that a wording may take before its bar


def response_picture(study: Study, used: int | None = None) -> Plot | Missing:
    """Invited persons as squares: who answered, who did not, and who was perhaps not even invited.

    ``used`` is the number of rows that the analysis uses; it is told of real responses only, since synthetic ones
    say nothing about respondents. Below stand the published shares that not all respondents can have answered.
    """
    if study.invited is None:
        return UNINVITED
    own = study.responses is not None and not study.synthetic
    figures = [figure for figure in study.figures if figure.statistic == "share" and not (figure.group or figure.wave)]
    bases = [(figure.wording, sorted(printed(study, figure).counts)) for figure in figures]
    items = [{"wording": wording, "least": found[0], "most": found[-1]} for wording, found in bases if found]
    values = {
        "invited": study.invited,
        "answered": study.respondents,
        "used": min(used, study.respondents) if own and used is not None else None,
        "rounding": study.analysis.rounding,
        "items": items,
    }
    assumed = ("assumed",) if study.invited[0] < study.invited[1] or items else ()
    first = ("responses",) if own else ("published",)
    evidence = dict.fromkeys((*first, *(("published", "identified") if items else ()), *assumed))
    told = of_base(study, (), study.respondents) + (of_people(study, used) if own and used is not None else ())
    return drawing("response_picture", draw, values, Framing(tuple(evidence), told))


def draw(values: Values, framing: Framing) -> Plot:
    """The squares with their legend, and the questions below them."""
    blocks = [*_invited(values, framing), *_items(values, framing)]
    height = sum(block.height for block in blocks)
    title = framing.words("response title")
    with canvas(height - 0.45, title, framing) as (figure, axes):
        inch_axes(axes, height)
        top = 0.0
        for block in blocks:
            block.paint(axes, top)
            top += block.height
        return drawn(figure, title, _alt(values, framing), framing)


def _invited(values: Values, framing: Framing) -> list[Block]:
    """The rate in words, the squares, and what they mean."""
    persons = _persons(values)
    unit = _unit(sum(persons.values()))
    squares = _squares(persons, unit)
    kinds = [(kind, _legend(kind, values, framing)) for kind, number in persons.items() if number]
    blocks = [text_block(_rate(values, framing), fontweight="bold"), waffle(squares)]
    blocks += [legend_row(kind, text) for kind, text in kinds]
    if unit > 1:
        blocks.append(text_block(framing.words("square", persons=whole(unit, framing.language))))
    return blocks


def _items(values: Values, framing: Framing) -> list[Block]:
    """The published shares that not all respondents can have answered, those of the fewest first."""
    if not values["items"]:
        return []
    short, answered = _short(values), values["answered"]
    blocks = [Block(0.1, lambda axes, top: None), text_block(_bases(values, framing), after=0.12)]
    if not short:
        return blocks
    shown = short[:LISTED]
    names = [wrapped(item["wording"], NAMES) for item in shown]
    spans = [_span(item, answered, framing) for item in shown]
    left, right = (max(map(wide, texts)) + 0.12 for texts in (names, spans))
    blocks += [
        bar(name, (left, ROOM - right), item, answered, text)
        for name, item, text in zip(names, shown, spans, strict=True)
    ]
    if len(short) > len(shown):
        blocks.append(text_block(framing.words("more items", items=whole(len(short) - len(shown), framing.language))))
    return [*blocks, text_block(framing.words("item bars"))]


def _persons(values: Values) -> dict[str, int]:
    """How many persons are of each kind."""
    (low, high), answered = values["invited"], values["answered"]
    used = answered if values["used"] is None else values["used"]
    silent = max(low - answered, 0)
    return {
        "used": used,
        "unused": answered - used,
        "silent": silent,
        "perhaps": max(high - answered - silent, 0),
    }


def _unit(persons: int) -> int:
    """How many persons a square stands for, so that all have room: 1, 2 or 5 times a power of ten."""
    units = (step * 10**power for power in range(12) for step in (1, 2, 5))
    return next(unit for unit in units if persons <= unit * A_ROW * ROWS)


def _squares(persons: Values, unit: int) -> list[str]:
    """The kind of each square in turn: borders between kinds are rounded, so that no kind shifts the next."""
    found: list[str] = []
    total = 0
    for kind, number in persons.items():
        total += number
        found += [kind] * (round(total / unit) - len(found))
    return found


def _legend(kind: str, values: Values, framing: Framing) -> str:
    name = "answered" if kind == "used" and values["used"] is None else kind
    persons, most = _persons(values)[kind], values["invited"][1]
    return framing.words(
        f"persons {name}", persons=whole(persons, framing.language), most=whole(most, framing.language)
    )


def _rate(values: Values, framing: Framing) -> str:
    """Who answered, of how many, as a rate in whole percentages."""
    (low, high), answered = values["invited"], values["answered"]
    rate = between(percent(answered / high), percent(min(answered / low, 1)), framing.language)
    invited = ends(low, high, framing.language)
    return framing.words("response rate", answered=whole(answered, framing.language), invited=invited, rate=rate)


def _short(values: Values) -> list[Values]:
    found = [item for item in values["items"] if item["most"] < values["answered"]]
    return sorted(found, key=lambda item: (item["most"], item["least"]))


def _bases(values: Values, framing: Framing) -> str:
    """How many of the published shares can come from all who answered."""
    shares, short = len(values["items"]), len(_short(values))
    words = {"answered": whole(values["answered"], framing.language), "shares": whole(shares, framing.language)}
    words["rule"] = framing.words(values["rounding"], "rounding")
    if short == 0:
        return framing.words("all bases", **words)
    return framing.words("some bases", full=whole(shares - short, framing.language), **words)


def _span(item: Values, answered: int, framing: Framing) -> str:
    count = ends(item["least"], item["most"], framing.language)
    return framing.words("counted", count=count, base=whole(answered, framing.language))


def _alt(values: Values, framing: Framing) -> str:
    low, high = values["invited"]
    answered, language = values["answered"], framing.language
    silent = ends(max(low - answered, 0), max(high - answered, 0), language)
    parts = [f"{_rate(values, framing)}.", framing.words("silent said", silent=silent)]
    if values["used"] is not None and values["used"] < answered:
        parts.append(framing.words("used said", used=whole(values["used"], language)))
    if low < high:
        parts.append(framing.words("invited said"))
    if values["items"]:
        parts.append(_bases(values, framing))
        most = [
            framing.words("item said", wording=item["wording"], most=whole(item["most"], language))
            for item in _short(values)[:LISTED]
        ]
        parts += [framing.words("items said", items=", ".join(most))] if most else []
    return " ".join(parts)
