"""One column, or the columns of one question, as rows of the codebook, each with the reason of the guess."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabstudy.scaffold import answers, declared, personal, scales
from collabstudy.scaffold.own_words import with_other
from collabstudy.scaffold.scales import Level
from collabstudy.scaffold.seen import Seen
from collabstudy.scaffold.ticks import Tick

SURE, LIKELY, UNSURE = 0, 1, 2  # how much a guess needs its reader


@dataclass(frozen=True)
class Guess:
    """What a question seems to be: its type, its levels where it has some, and why.

    ``scale`` names the levels where several questions may share them. ``ticks`` holds the options that have a
    column each; ``doubt`` grows with the need of a human eye. A form gives the ``name`` and the ``labels`` too.
    """

    columns: tuple[Seen, ...]
    type: str
    reason: str
    levels: tuple[Level, ...] = ()
    scale: str = ""
    separator: str = ""
    ticks: tuple[Tick, ...] = ()
    identifying: bool = False
    doubt: int = LIKELY
    name: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def header(self) -> str:
        """The header of its first column."""
        return self.columns[0].field.name


def several(ticks: Sequence[Tick]) -> Guess:
    """A question of which each option has a column."""
    columns = tuple(tick.column for tick in ticks)
    reason = "several answers, one column an option; a question each, if that is what was asked"
    return Guess(columns, "select_multiple", reason, ticks=tuple(ticks), doubt=LIKELY)


def rows_of_grid(members: Sequence[Seen], scale: str, levels: Sequence[Level]) -> list[Guess]:
    """A question for each row of a grid, all on one list."""
    reason = "a row of a grid; " + _scale_reason(scale)
    return [made(member, "select_one", reason, levels, scale) for member in members]


def single(column: Seen) -> Guess:
    """What one column seems to be."""
    if not column.texts:
        return made(column, "text", "no cell is filled, so nothing shows its type", doubt=UNSURE)
    if personal.mentions(column):
        return made(column, "text", f"free text; some cell holds personal data ({personal.mentions(column)})")
    return _declared(column) or _apart(column) or _unlabelled(column)


def _unlabelled(column: Seen) -> Guess:
    """What the answers themselves say, where the file says nothing of them."""
    return _chosen(column) or _measured(column) or _open(column)


def _declared(column: Seen) -> Guess | None:
    """Levels that the file itself declares, then texts that occur without a label."""
    found = declared.labelled(column) if column.sayable else None
    if found is None:
        return None
    levels, unlabelled = found
    reason = "the levels that the file declares" + ("; some texts have no label there" if unlabelled else "")
    return made(column, "select_one", reason, levels, doubt=LIKELY if unlabelled else SURE)


def _apart(column: Seen) -> Guess | None:
    """What is left of a column without the codes that the file declares as missing, which become levels of a kind."""
    codes = declared.missing_codes(column)
    texts = {text: cells for text, cells in column.texts.items() if text not in codes}
    if not codes or not column.sayable or any("|" in code for code in codes):
        return None
    if not texts:
        return made(column, "text", "every cell holds a code that the file declares as missing", doubt=UNSURE)
    own = _unlabelled(replace(column, texts=texts))
    said = f"{own.reason}; the file declares {', '.join(codes[:3])} as missing"
    if own.type == "date":
        return made(column, "text", f"{said}, and a date has no such codes: correct those cells", doubt=UNSURE)
    if own.type == "text":
        return replace(own, reason=said)
    kept = [level for level in own.levels if not set(level.raw) & set(codes)]  # a gap filled in may be such a code
    return replace(own, reason=said, levels=(*kept, *declared.no_answers(column, codes, kept)), scale="")


def _chosen(column: Seen) -> Guess | None:
    """Answers of a known scale or of a numbered one."""
    if not column.sayable:
        return None
    known = scales.known_scale(column.texts)
    if known:
        others = scales.fitting_scales(column.texts)[1:]
        also = f"; {' and '.join(others)} would fit too" if others else ""
        doubt = LIKELY if others else SURE
        return made(column, "select_one", _scale_reason(known[0]) + also, known[1], known[0], doubt=doubt)
    numbered = scales.numbered_scale(column.texts)
    return made(column, "select_one", _scale_reason("numbered") + _open_end(numbered), numbered) if numbered else None


def _measured(column: Seen) -> Guess | None:
    """Dates and numbers."""
    if answers.are_dates(column.texts):
        timed = "; a time of day is left out" if any(len(text) > 10 for text in column.texts) else ""
        return made(column, "date", f"each cell is year-month-day{timed}", doubt=SURE)
    if answers.are_whole(column.texts):
        codes = len(column.texts) <= 7
        reason = "whole numbers" + (", few: perhaps the codes of a list" if codes else "")
        return made(column, "integer", reason, doubt=LIKELY if codes else SURE)
    if answers.are_decimal(column.texts) and answers.may_be_thousands(column.texts):
        reason = 'numbers such as 1.000, one or a thousand: make it decimal, and say decimal = "." or "," in study.toml'
        return made(column, "text", reason, doubt=UNSURE)
    if answers.are_decimal(column.texts):
        return made(column, "decimal", "numbers", doubt=SURE)
    return None


def _open(column: Seen) -> Guess:
    """Several answers joined, a few that come again, or else free text."""
    separator = answers.separator_of(column)
    if separator:
        counts = answers.parts_of(column, separator)
        parts, own = with_other(counts)
        whole = [part.label for part in parts if separator in part.label]
        kept = f"; {whole[0]!r} always stands whole, so it is one" if whole else ""
        reason = f"several answers joined by {separator!r}; an option that holds it itself may be cut{kept}{own}"
        return made(column, "select_multiple", reason, parts, separator=separator, doubt=UNSURE)
    if answers.are_other_dates(column.texts):
        reason = "it looks like a date that is not year-month-day, and nothing tells day from month"
        return made(column, "text", reason, doubt=UNSURE)
    if answers.are_few(column):
        levels, own = with_other(column.texts)
        reason = f"few answers, in order of appearance: put them in their order{own}"
        return made(column, "select_one", reason, levels, doubt=UNSURE if len(levels) > 2 or own else LIKELY)
    return made(column, "text", "many different texts; what is free text is never kept")


def _open_end(levels: Sequence[Level]) -> str:
    """That one end of a numbered scale has no words: nobody may have chosen the one that has."""
    ends = [level for level in levels if level.score is not None]
    low, high = (end.raw[0].isdigit() for end in (ends[0], ends[-1]))
    return f"; the {'low' if low else 'high'} end has no words: look whether the scale went on there" * (low != high)


def _scale_reason(scale: str) -> str:
    if scale == "numbered":
        return "numbers with words at the ends, in their order; numbers between them are filled in"
    return f"the known scale {scale}"


def made(
    column: Seen,
    type_: str,
    reason: str,
    levels: Sequence[Level] = (),
    scale: str = "",
    separator: str = "",
    doubt: int = LIKELY,
) -> Guess:
    """The guess for one column; a header that may tell who somebody is adds to the reason."""
    named = personal.identifying_kind(column) if type_ != "text" else ""
    told = f"; {named}: it may tell who somebody is" if named else ""
    return Guess((column,), type_, reason + told, tuple(levels), scale, separator, (), bool(named), doubt)
