"""What the routing of a questionnaire tells: who was asked a question follows from answers to others."""

from collections.abc import Iterable, Iterator

from collabstudy.cleaning.relevance import Term, named, parsed
from collabstudy.counting import all_variables
from collabstudy.disclosure.releases import Known, known_as
from collabstudy.study import NOT_ASKED, NOT_SEEN, Study


def identifying(study: Study, name: str) -> bool:
    """Whether the question of a column is marked as one that could tell who somebody is."""
    return study.question(name.partition(".")[0]).identifying


def routed(study: Study, name: str) -> bool:
    """Whether an identifying question decides who was asked this one, directly or through other questions."""
    asking = named(study.question(name.partition(".")[0]).relevant)  # it names earlier questions only
    return any(identifying(study, one) or routed(study, one) for one in asking)


def routed_by_groups(study: Study, name: str) -> bool:
    """Whether identifying questions alone decide who was asked this one, so that those who were are whole groups."""
    asking = named(study.question(name.partition(".")[0]).relevant)
    free = [one for one in asking if study.question(one).relevant]  # who was asked these was decided before
    return (
        bool(asking)
        and all(identifying(study, one) for one in asking)
        and all(routed_by_groups(study, one) for one in free)
    )


def routing(study: Study, names: Iterable[str]) -> Iterator[Known]:
    """Combinations of answers that nobody can have given: one to a question that was not asked, or none to be asked.

    ``names``: columns of the study; of those without a condition nothing follows.
    """
    levels = {name: [*answers, *kinds] for name, (answers, kinds) in all_variables(study).items()}
    for name in names:
        expression = study.question(name.partition(".")[0]).relevant
        if not expression or name not in levels:
            continue
        joiner, terms = parsed(expression)
        answered = [one for one in levels[name] if one not in (NOT_ASKED, NOT_SEEN)]
        sides = [_sides(term, levels[term.column]) for term in terms]
        met, unmet = [side[0] for side in sides], [side[1] for side in sides]
        columns = [term.column for term in terms]
        if joiner == "or":
            yield from (_nobody({column: some, name: [NOT_ASKED]}) for column, some in zip(columns, met, strict=True))
            yield from _all_of(columns, unmet, name, answered)
        else:
            yield from (_nobody({column: some, name: answered}) for column, some in zip(columns, unmet, strict=True))
            yield from _all_of(columns, met, name, [NOT_ASKED])


def _all_of(columns: list[str], answers: list[list[str]], name: str, told: list[str]) -> Iterator[Known]:
    """Of answers to several questions at once; where one of them is named twice nothing is said."""
    if len(set(columns)) == len(columns):
        yield _nobody({**dict(zip(columns, answers, strict=True)), name: told})


def _nobody(levels: dict[str, list[str]]) -> Known:
    return known_as(levels, 0)


def _sides(term: Term, levels: list[str]) -> tuple[list[str], list[str]]:
    """The levels with which a term holds and with which it does not; a blank is no answer."""
    equal = [level for level in levels if level == term.value]
    other = [level for level in levels if level != term.value]
    return (equal, other) if term.equal else (other, equal)
