"""Data sets that print as the published figures: how many there are, and draws of them, all equally likely.

Every one is synthetic. A draw shows the machinery and supports no conclusion, because all the others print
the same figures. That all are equally likely is a convention about labelled data sets; it is no statement
about what respondents are likely to have answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collabstudy.errors import CollabstudyError
from collabstudy.published.consistent import Sides, consistent_datasets, reconstructed, used_figures
from collabstudy.published.datasets import Answers, DataSets
from collabstudy.published.infeasible import interval_of
from collabstudy.published.uniform import uniform_integer
from collabstudy.study import Study


@dataclass(frozen=True)
class Reconstruction:
    """All data sets of a study under ``assumptions``, one short phrase each, and its draws by number."""

    study: Study
    datasets: DataSets
    assumptions: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of labelled data sets: persons are told apart, and so are their answers."""
        return self.datasets.total

    def draw(self, number: int) -> Answers:
        """The draw of that number, from 0 on: by question, the level of each person or ``None``."""
        key = f"{self.study.name}|{self.study.analysis.seed}|draw|{number}"
        return self.datasets.unrank(uniform_integer(self.total, key))


def reconstruct(
    study: Study, same_persons: Sequence[str] = (), joint: Mapping[str, int] | None = None, any_bases: bool = False
) -> Reconstruction:
    """What a study's published shares of all respondents leave open.

    ``same_persons`` names comparisons whose two questions the same persons answered, besides those that
    ``study.toml`` names; ``joint`` gives, by comparison, how many persons chose both sides; ``any_bases``
    sets the declared bases aside.

    Raises :class:`CollabstudyError` where no data set is consistent (with the figures at fault), where
    nothing is there to reconstruct, and for a name that is no comparison.
    """
    study = replace(study, bases={}) if any_bases else study
    joint = joint or {}
    known = {comparison.name: comparison for comparison in study.comparisons}
    names = list(dict.fromkeys([*study.same_persons, *same_persons, *joint]))
    for name in names:
        if name not in known:
            listed = f"use one of {', '.join(known)}" if known else "study.toml has none"
            raise CollabstudyError(f"there is no comparison {name!r}: {listed}.")
    ties = [Sides(known[name], joint.get(name)) for name in names]
    if not reconstructed(study):
        raise CollabstudyError(
            f"nothing is reconstructed for {study.name!r}: it has no select_one question with a published share "
            "of all respondents or a declared base."
        )
    return Reconstruction(study, consistent_datasets(study, ties), tuple(_assumptions(study, ties)))


def _assumptions(study: Study, ties: Sequence[Sides]) -> list[str]:
    questions = [question.name for question in reconstructed(study)]
    used = [figure for name in questions for figure in used_figures(study, name)]
    left_out = [figure.id for figure in study.figures if figure not in used]
    printed = {figure.question: figure.base for figure in used if figure.base}
    given = [f"{name} {base}" for name, base in {**printed, **study.bases}.items()]
    free = [name for name in questions if name not in {**printed, **study.bases}]
    said = [
        f"{study.respondents} respondents, {len(questions)} questions, {len(used)} published shares",
        f"rounding {study.analysis.rounding}",
        "one question with one answer a person behind each question name",
    ]
    if any(interval_of(study, figure).hedged for figure in used):
        said.append("our reading of the hedge words")
    if given:
        said.append(f"bases as declared or printed: {', '.join(given)}")
    if free:
        said.append(f"any base from 1 to {study.respondents}: {', '.join(free)}")
    for tie in ties:
        both = "" if tie.joint is None else f", {tie.joint} of them on both sides"
        said.append(f"the same persons answered both questions of {tie.comparison.name}{both}")
    if not ties:
        said.append("no two questions tied to the same persons")
    if left_out:
        said.append(f"left out, because no share of all respondents in a select_one question: {', '.join(left_out)}")
    return said
