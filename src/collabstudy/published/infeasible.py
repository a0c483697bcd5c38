"""Why no data set prints the figures: which figure, which bases were allowed, and what comes nearest."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from collabstudy.errors import CollabstudyError
from collabstudy.published.feasible import counts_at, feasible, largest_count, smallest_count
from collabstudy.published.rounding import ShareInterval, rule_meaning
from collabstudy.published.wording import share_interval
from collabstudy.study import Figure, Study

HELP = "`collabstudy figures` shows which bases can"


def interval_of(study: Study, figure: Figure) -> ShareInterval:
    """The shares that a figure of a study can stand for, by the study's rule and its reading of hedge words."""
    return share_interval(figure.wording, study.analysis.rounding, study.analysis.hedges)


def counts_refused(study: Study, figures: Sequence[Figure], bases: Sequence[int], question: str) -> CollabstudyError:
    """No count of one question prints its figures: the first figure that is impossible alone, or all together."""
    place = f"study.toml, [synthetic.bases] {question}" if question in study.bases else f"published.csv, {question}"
    rounding = study.analysis.rounding
    under = f"rounded {rule_meaning(rounding)} ({rounding})"
    if not bases:
        named = ", ".join(f"{figure.id} prints {figure.base}" for figure in figures if figure.base)
        declared = f" and {study.bases[question]} is declared" if question in study.bases else ""
        return CollabstudyError(f"{place}: a question has one base, but {named}{declared}; give one.")
    for figure in figures:
        if not feasible(interval_of(study, figure), bases):
            near = _nearest(interval_of(study, figure), bases)
            return CollabstudyError(
                f"{place}: {figure.id} ({figure.wording}) cannot be printed from {_bases(bases)} {under}{near}; {HELP}."
            )
    printed = " and ".join(figure.wording for figure in figures)
    return CollabstudyError(
        f"{place}: {printed} cannot be printed together from {_bases(bases)} {under}, "
        f"though each alone can{_apart(study, figures, bases)}; {HELP}."
    )


def tie_refused(bases: Mapping[str, Sequence[int]]) -> CollabstudyError:
    """The same persons cannot have answered questions that share no base."""
    each = " and ".join(f"{name} from {_bases(found)}" for name, found in bases.items())
    return CollabstudyError(
        f"the same persons cannot have answered all of these: the figures come of {each}, and no base is shared; "
        "untie them or declare other bases in study.toml, [synthetic.bases]."
    )


def joint_refused(name: str, joint: int, possible: Collection[int], bases: Sequence[int]) -> CollabstudyError:
    """A joint cell outside the bounds of its margins (Frechet 1940)."""
    return CollabstudyError(
        f"the joint cell of {name!r} cannot be {joint}: from {_bases(bases)} the figures allow "
        f"{min(possible)} to {max(possible)} persons on both sides."
    )


def _nearest(interval: ShareInterval, bases: Sequence[int]) -> str:
    """The nearest shares below and above the figure over all the bases, in per cent."""
    below = [(smallest_count(interval, base) - 1, base) for base in bases]
    above = [(largest_count(interval, base) + 1, base) for base in bases]
    ends = [
        max((Fraction(*pair), pair) for pair in below if pair[0] >= 0)
        if any(count >= 0 for count, _ in below)
        else None,
        min((Fraction(*pair), pair) for pair in above if pair[0] <= pair[1])
        if any(count <= base for count, base in above)
        else None,
    ]
    said = [f"{count}/{base} is {float(100 * share):.2f}%" for end in ends if end for share, (count, base) in [end]]
    return f": {', '.join(said)}" if said else ""


def _apart(study: Study, figures: Sequence[Figure], bases: Sequence[int]) -> str:
    """At the largest base, which counts each figure needs."""
    base = max(bases)
    needs = []
    for figure in figures:
        counts = counts_at(interval_of(study, figure), base)
        which = (
            "none"
            if not counts
            else " or ".join(map(str, counts))
            if len(counts) < 4
            else f"{counts[0]} to {counts[-1]}"
        )
        needs.append(f"{figure.id} needs {which}")
    return f" (of {base}, {', '.join(needs)})"


def _bases(bases: Sequence[int]) -> str:
    if len(bases) == 1:
        return f"{bases[0]} answers"
    if list(bases) == list(range(bases[0], bases[-1] + 1)):
        return f"any base of {bases[0]} to {bases[-1]}"
    return f"the bases {', '.join(map(str, bases))}"
