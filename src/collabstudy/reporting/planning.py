"""Planning the next survey from the identified discordance of published figures."""

from dataclasses import dataclass
from fractions import Fraction

from collabstudy.published.discordance import discordance_bounds
from collabstudy.reporting.languages.phrases import phrase, quantity
from collabstudy.reporting.methods import LARGEST
from collabstudy.reporting.results import NO_COMPARISON, Missing
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.statistics import minimum_detectable_difference
from collabstudy.study import Comparison, Figure, Study

STEPS = 25  # numbers of pairs that are tried up to the largest
MANY = 100  # pairs beyond which each number takes so long that half as many are tried


@dataclass(frozen=True)
class Planned:
    """A comparison with the smallest and the largest share that can have answered its two questions differently."""

    comparison: Comparison
    figures: tuple[Figure, Figure]
    lowest: Fraction
    highest: Fraction


def planned(study: Study) -> list[Planned] | Missing:
    """The identified discordance of each paired comparison, if the same persons answered both questions.

    Without that assumption hardly anything is identified; and a survey that asks both can see to it.
    """
    if not study.comparisons:
        return NO_COMPARISON
    if study.respondents > LARGEST:
        pairs = quantity("whole", study.respondents)
        return Missing(phrase("too many pairs", "missing", pairs=pairs, most=LARGEST))
    found = []
    for comparison in study.comparisons:
        figures, sets = study.figures_for(comparison), figure_sets(study, comparison)
        same = (sets or {}).get("complete")
        if figures is None or same is None or same.question_format == "routed":
            continue
        ends = discordance_bounds(same.strips(), same.question_format)
        if ends is not None and ends[1] > 0:
            found.append(Planned(comparison, figures, *ends))
    return found or Missing(phrase("nothing planned", "missing"))


def pair_numbers(study: Study) -> list[int]:
    """Numbers of pairs up to all the invited, or twice the respondents; the study's own among them."""
    top = study.invited[1] if study.invited else 2 * study.respondents
    top = max(min(top, LARGEST), study.respondents)
    steps = STEPS if top <= MANY else STEPS // 2
    step = max(1, -(-top // steps))
    return sorted({*range(step, top + 1, step), study.respondents, top})


def detectable(item: Planned, pairs: int, power: float, alpha: float) -> tuple[float | None, float | None]:
    """The smallest true difference found with this power, at the lowest and at the highest discordance; ``None``
    where no difference that the discordance allows is."""
    found: list[float | None] = []
    for share in (item.lowest, item.highest):
        none = share == 0  # nobody differs: there is no difference to find
        found.append(
            None if none else minimum_detectable_difference(pairs, [float(share)], power, "exact", alpha)[0].difference
        )
    return found[0], found[1]
