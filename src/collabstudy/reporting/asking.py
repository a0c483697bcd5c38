"""One number to ask for: every verdict that the published figures leave open, and what would decide it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from collabstudy.published.asking import (
    Disclosure,
    disclosures,
    half_disclosures,
    larger_disclosures,
    share_disclosures,
)
from collabstudy.published.identified import OVERLAPS
from collabstudy.published.paired_set import MEANING
from collabstudy.published.verdicts import NOT_COMPUTED, NOT_IDENTIFIED, Printed, identified, printed, verdict
from collabstudy.reporting.asking_invited import invited_sentences, invited_values
from collabstudy.reporting.asking_words import deciding, letter, numbers_in_words
from collabstudy.reporting.words import count
from collabstudy.study import Figure, Statement, Study

AMONG = "among those who answered"
SHARE_TEST, PAIR_TEST = "exact binomial test against one half, any base", "exact McNemar test"
NOTHING = "The study has no published shares that are compared or claimed, so there is nothing to ask for."
Sides = tuple[Printed, ...]


@dataclass(frozen=True)
class Asked:
    """One verdict, open or not. ``about`` names a comparison or a statement, ``assumption`` the rung of the ladder,
    the test or the tier, ``verdict`` what stands now. ``best`` is the smallest disclosure, and ``alone`` the best
    single number where ``best`` takes more; both are ``None`` where nothing is open or too much to work out."""

    about: str
    figures: tuple[Figure, ...]
    assumption: str
    verdict: str
    best: Disclosure | None = None
    alone: Disclosure | None = None
    too_many: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the figures leave the verdict open."""
        return self.best is not None or self.too_many


def asked(study: Study) -> list[Asked]:
    """Every open verdict among those who answered or of significance, with what to ask for."""
    return [item for item in judged(study) if item.is_open]


def judged(study: Study) -> list[Asked]:
    """Every verdict that a number about those who answered could decide, comparisons first, those that stand too."""
    found: list[Asked] = []
    for name, figures, above in _subjects(study):
        sides = tuple(printed(study, figure) for figure in figures)
        if all(side.counts for side in sides):
            found += _pair(study, name, sides) if len(sides) == 2 else _share(study, name, sides[0], above)
    return found


def asking_values(study: Study) -> dict[str, Any]:
    """The same as plain values: ``verdicts`` (open or not) and ``invited``."""
    return {
        "study": study.name,
        "alpha": study.analysis.alpha,
        "rounding": study.analysis.rounding,
        "verdicts": [_values(study, item) for item in judged(study)],
        "invited": invited_values(study),
    }


def asking_report(study: Study) -> list[str]:
    """The same in plain sentences, with those to send to the authors; one sentence where there is nothing to ask."""
    lines: list[str] = []
    found = judged(study)
    for about in dict.fromkeys(item.about for item in found):
        lines += _report(study, [item for item in found if item.about == about])
    lines += [
        f"{comparison.name}: the two shares are of different persons, so there is no joint answer to ask for."
        for comparison in study.comparisons
        if comparison.design != "paired"
    ]
    lines += invited_sentences(study)
    if not lines:
        return [NOTHING]
    alpha, rule = study.analysis.alpha, study.analysis.rounding
    return [f"Alpha {alpha}, rounding {rule}, {study.respondents} respondents; evidence: identified, assumed.", *lines]


def _subjects(study: Study) -> Iterator[tuple[str, tuple[Figure, ...], bool]]:
    """What is compared or claimed, each pair of figures once: its name, its figures, whether more is claimed."""
    seen = set()
    for comparison in study.comparisons:
        pair = study.figures_for(comparison)
        if pair:
            seen.add(frozenset(figure.id for figure in pair))
            if comparison.design == "paired":
                yield comparison.name, pair, True
    for statement in study.statements:
        figures = _figures(study, statement)
        if figures and frozenset(statement.figures) not in seen:
            yield statement.id, figures, statement.relation != "minority"


def _figures(study: Study, statement: Statement) -> tuple[Figure, ...]:
    figures = tuple(study.figure(name) for name in statement.figures) if statement.relation != "none" else ()
    plain = all(figure.statistic == "share" and not (figure.group or figure.wave) for figure in figures)
    return figures if plain else ()


def _pair(study: Study, name: str, sides: Sides) -> Iterator[Asked]:
    figures, alpha = tuple(side.figure for side in sides), study.analysis.alpha
    low, high = sides[0].shares[0] - sides[1].shares[1], sides[0].shares[1] - sides[1].shares[0]
    if low <= 0 < high:
        yield _asked(name, figures, AMONG, NOT_IDENTIFIED, lambda: larger_disclosures(sides[0].counts, sides[1].counts))
    for rung in OVERLAPS:
        found = identified(study, sides[0], sides[1], rung)
        if not found.is_tractable:
            yield Asked(name, figures, MEANING[rung], NOT_COMPUTED, too_many=True)
            continue
        reach = found.reach(alpha)
        state = reach.verdict + (f" ({reach.reached:,} of {count(reach.tables, 'table')})" if reach.tables else "")
        yield _asked(name, figures, MEANING[rung], state, lambda found=found: disclosures(found, alpha))  # type: ignore[misc]


def _share(study: Study, name: str, side: Printed, above: bool) -> Iterator[Asked]:
    statement = next(item for item in study.statements if item.id == name)
    found = verdict(study, statement)
    yield _asked(name, (side.figure,), AMONG, found.among, lambda: half_disclosures(side.counts, above))
    state = found.significance["any"]
    yield _asked(name, (side.figure,), SHARE_TEST, state, lambda: share_disclosures(side.counts, study.analysis.alpha))


def _asked(
    name: str, figures: tuple[Figure, ...], assumption: str, state: str, work: Callable[[], list[Disclosure]]
) -> Asked:
    try:
        found = work()
    except ValueError:  # more tables than can be gone through
        return Asked(name, figures, assumption, state, too_many=True)
    best = found[0] if found else None
    alone = next((item for item in found if len(item.numbers) == 1 and item.deciding), None)
    return Asked(name, figures, assumption, state, best, alone if best and len(best.numbers) > 1 else None)


def _report(study: Study, found: list[Asked]) -> list[str]:
    """What is said of one comparison or statement; a letter that serves several rungs stands once."""
    figures = found[0].figures
    lines = [f"{found[0].about}: {' beside '.join(f'{item.wording} ({item.question})' for item in figures)}"]
    lines += [f"  {_sentence(item)}" for item in found]
    for best in dict.fromkeys(item.best.numbers for item in found if item.best):
        asked_for = next(item.best for item in found if item.best and item.best.numbers == best)
        lines.append(f"  To send: {letter(study, figures, asked_for, 'en')}")
        lines.append(f"  In Dutch: {letter(study, figures, asked_for, 'nl')}")
    return lines


def _sentence(item: Asked) -> str:
    test = f", {PAIR_TEST}" if item.assumption in MEANING.values() else ""
    start = f"{item.assumption}{test}: {item.verdict}"
    if item.too_many:
        return f"{start}; there are too many tables to work out what to ask."
    if item.best is None:
        return f"{start}; this stands, and nothing need be asked."
    text = f"{start}; this is open. Ask {numbers_in_words(item.best)}: that {deciding(item.best)}."
    if item.alone:
        text += f" No single number does; the best, {numbers_in_words(item.alone)}, {deciding(item.alone)}."
    return text


def _values(study: Study, item: Asked) -> dict[str, Any]:
    values: dict[str, Any] = {
        "about": item.about,
        "figures": {figure.id: figure.wording for figure in item.figures},
        "assumption": item.assumption,
        "verdict": item.verdict,
        "open": item.is_open,
    }
    if item.best:
        values |= {"ask_for": list(item.best.numbers), "answers": item.best.answers, "deciding": item.best.deciding}
        values["sentence"] = {language: letter(study, item.figures, item.best, language) for language in ("en", "nl")}
    return values
