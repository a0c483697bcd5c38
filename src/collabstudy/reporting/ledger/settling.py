"""What would settle each statement: the smallest disclosure a tier and a rung, and the silent among the invited."""

from typing import Any

from collabstudy.published.asking import Disclosure
from collabstudy.published.paired_set import MEANING
from collabstudy.reporting.asking import AMONG, Asked, asked
from collabstudy.reporting.asking_invited import invited_values
from collabstudy.study import Statement, Study

RUNGS = {text: rung for rung, text in MEANING.items()}


def settling(study: Study) -> dict[str, list[dict[str, Any]]]:
    """By statement, what would settle every verdict of it that is open; worked out once for the whole study."""
    found = asked(study)
    silent = {values["about"]: values for values in invited_values(study)}
    return {
        statement.id: [
            *(_disclosed(item) for item in found if _is_about(study, item, statement)),
            *(_silent(silent[statement.id]) for _ in [0] if statement.id in silent),
        ]
        for statement in study.statements
        if statement.relation != "none"
    }


def _is_about(study: Study, item: Asked, statement: Statement) -> bool:
    """Whether an open verdict is a statement's own, or that of the comparison that its two figures make."""
    if item.about == statement.id and tuple(figure.id for figure in item.figures) == statement.figures:
        return True
    compared = item.about in {comparison.name for comparison in study.comparisons} and len(item.figures) == 2
    return compared and {figure.id for figure in item.figures} == set(statement.figures)


def _disclosed(item: Asked) -> dict[str, Any]:
    among = item.assumption == AMONG
    return {
        "tier": "among" if among else "significance",
        "rung": None if among else RUNGS.get(item.assumption, "any"),
        "figures": [figure.id for figure in item.figures],
        "ask for": _plain(item.best),
        "alone": _plain(item.alone),
    }


def _plain(found: Disclosure | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"numbers": list(found.numbers), "answers": found.answers, "deciding": found.deciding}


def _silent(values: dict[str, Any]) -> dict[str, Any]:
    kept = ("yes_for_majority", "no_against_majority", "excess_to_turn", "settled_by_numbers")
    return {"tier": "invited", "rung": None, **{name: values[name] for name in kept if name in values}}
