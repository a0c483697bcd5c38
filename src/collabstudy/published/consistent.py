"""The data sets that print as every published share of a study, under assumptions that are named.

A question's answers may come from its declared base (``[synthetic.bases]``), from its printed one, or from
any base up to the respondents. Questions do not depend on each other, except where the same persons are
taken to have answered both sides of a comparison, perhaps with a given number of persons on both sides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from collabstudy.errors import CollabstudyError
from collabstudy.published.datasets import Block, Case, DataSets, Place, Spread
from collabstudy.published.feasible import feasible
from collabstudy.published.infeasible import counts_refused, interval_of, joint_refused, tie_refused
from collabstudy.published.level_counts import Bound, Counts, atoms_of, counts_by_base
from collabstudy.study import Comparison, Figure, Question, Study


@dataclass(frozen=True)
class Sides:
    """A comparison whose two questions the same persons answered; ``joint`` of them chose both sides, if known."""

    comparison: Comparison
    joint: int | None = None

    @property
    def questions(self) -> tuple[str, str]:
        return self.comparison.first.question, self.comparison.second.question


def used_figures(study: Study, question: str) -> list[Figure]:
    """The published shares of a question among all respondents: those that a data set has to print."""
    figures = [figure for figure in study.figures if figure.question == question and figure.statistic == "share"]
    return [figure for figure in figures if not (figure.group or figure.wave)]


def reconstructed(study: Study) -> list[Question]:
    """The questions that a data set answers: every ``select_one`` with a published share or a declared base.

    Raises :class:`CollabstudyError` for a declared base of a question of another type.
    """
    for question in study.questions:
        if question.name in study.bases and question.type != "select_one":
            raise CollabstudyError(
                f"study.toml, [synthetic.bases] {question.name}: only a select_one is reconstructed, "
                f"this is of type {question.type}; leave it out."
            )
    one = [question for question in study.questions if question.type == "select_one"]
    return [question for question in one if question.name in study.bases or used_figures(study, question.name)]


def consistent_datasets(study: Study, ties: Sequence[Sides] = ()) -> DataSets:
    """All data sets of a study. Raises :class:`CollabstudyError`, with the figures at fault, where there is none."""
    questions = {question.name: question for question in reconstructed(study)}
    for tie in ties:
        _check(tie, questions)
    groups = _groups(list(questions), ties)
    blocks = tuple(_block(study, [questions[name] for name in group], ties) for group in groups)
    return DataSets({name: _levels(study, question) for name, question in questions.items()}, study.respondents, blocks)


def bases_of(study: Study, question: str) -> Sequence[int]:
    """The bases that a question may have; none where two of them are given."""
    given = {figure.base for figure in used_figures(study, question) if figure.base}
    given |= {study.bases[question]} if question in study.bases else set()
    if not given:
        return range(1, study.respondents + 1)
    return sorted(given) if len(given) == 1 else ()


def _check(tie: Sides, questions: Mapping[str, Question]) -> None:
    name = tie.comparison.name
    for question in tie.questions:
        if question not in questions:
            raise CollabstudyError(
                f"the comparison {name!r} cannot be tied: {question} is no select_one question "
                "with a published share or a declared base."
            )
    if tie.questions[0] == tie.questions[1]:
        raise CollabstudyError(f"the comparison {name!r} cannot be tied: both its sides are one question.")


def _groups(names: Sequence[str], ties: Sequence[Sides]) -> list[list[str]]:
    """The questions in groups that ties hold together, in their own order."""
    group = {name: [name] for name in names}
    for tie in ties:
        first, second = (group[name] for name in tie.questions)
        if first is not second:
            first += second
            group |= dict.fromkeys(second, first)
    order = {name: at for at, name in enumerate(names)}
    return [
        sorted(found, key=order.__getitem__)
        for name, found in group.items()
        if min(found, key=order.__getitem__) == name
    ]


def _block(study: Study, questions: Sequence[Question], ties: Sequence[Sides]) -> Block:
    names = {question.name for question in questions}
    with_joint = [tie for tie in ties if tie.joint is not None and names & set(tie.questions)]
    if with_joint and (len(questions) > 2 or len(with_joint) > 1):
        named = ", ".join(tie.comparison.name for tie in with_joint)
        raise CollabstudyError(f"a joint cell ({named}) needs its two questions tied to each other alone.")
    cases = list(_joint_cases(study, with_joint[0]) if with_joint else _plain_cases(study, questions))
    return Block(study.respondents, tuple(cases))


def _plain_cases(study: Study, questions: Sequence[Question]) -> list[Case]:
    """One case for each base at which every question of a block can print its figures."""
    counted = {}
    for question in questions:
        atoms, counts = _counted(study, question, ())
        place = (Place((0,), atoms),)
        counted[question.name] = {
            base: Spread(question.name, place, tuple((option,) for option in found)) for base, found in counts.items()
        }
    shared = set.intersection(*(set(spreads) for spreads in counted.values()))
    if not shared:
        raise tie_refused({name: sorted(spreads) for name, spreads in counted.items()})
    return [Case((base,), tuple(spreads[base] for spreads in counted.values())) for base in sorted(shared)]


def _joint_cases(study: Study, tie: Sides) -> list[Case]:
    """One case for each base and each pair of margins that leaves the joint cell possible."""
    sides = [_side(study, tie, at) for at in (0, 1)]
    assert tie.joint is not None
    shared = sorted({base for base, _ in sides[0]} & {base for base, _ in sides[1]})
    if not shared:
        raise tie_refused(
            {name: sorted({base for base, _ in side}) for name, side in zip(tie.questions, sides, strict=True)}
        )
    cases, possible = [], set()
    for (base, first), (other, second) in product(sides[0], sides[1]):
        if base != other:
            continue
        possible |= set(range(max(0, first + second - base), min(first, second) + 1))
        sizes = (tie.joint, first - tie.joint, second - tie.joint, base - first - second + tie.joint)
        if min(sizes) >= 0:
            cases.append(Case(sizes, (sides[0][base, first], sides[1][base, second])))
    if not cases:
        raise joint_refused(tie.comparison.name, tie.joint, possible, shared)
    return cases


def _side(study: Study, tie: Sides, at: int) -> dict[tuple[int, int], Spread]:
    """One question of a joint cell: its spreads by base and by the persons who chose its side of the comparison."""
    selection = (tie.comparison.first, tie.comparison.second)[at]
    chosen = frozenset(selection.answers)
    atoms, counts = _counted(study, study.question(selection.question), (chosen,))
    inside = [number for number, atom in enumerate(atoms) if atom[0] in chosen]
    outside = [number for number in range(len(atoms)) if number not in inside]
    cells = ((0, 1), (2, 3)) if at == 0 else ((0, 2), (1, 3))
    parts = [(inside, cells[0]), (outside, cells[1])]
    places = tuple(Place(of, tuple(atoms[number] for number in numbers)) for numbers, of in parts)
    options: dict[tuple[int, int], list[tuple[Counts, ...]]] = {}
    for base, found in counts.items():
        for option in found:
            split = tuple(tuple(option[number] for number in numbers) for numbers, _ in parts)
            options.setdefault((base, sum(split[0])), []).append(split)
    return {key: Spread(selection.question, places, tuple(found)) for key, found in options.items()}


def _counted(
    study: Study, question: Question, more: Sequence[frozenset[str]]
) -> tuple[tuple[tuple[str, ...], ...], Mapping[int, list[Counts]]]:
    """The atoms of a question and its counts by base, the levels of ``more`` told apart as well."""
    figures, bases = used_figures(study, question.name), bases_of(study, question.name)
    bounds: list[Bound] = [
        (frozenset(figure.answers), feasible(interval_of(study, figure), bases)) for figure in figures
    ]
    atoms = atoms_of(_levels(study, question), [*(chosen for chosen, _ in bounds), *more])
    counts = counts_by_base(atoms, bounds, bases)
    if not counts:
        raise counts_refused(study, figures, bases, question.name)
    return atoms, counts


def _levels(study: Study, question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in study.choices_of(question) if not choice.missing)
