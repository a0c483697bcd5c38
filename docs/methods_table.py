"""Writes the table of statistical methods into docs/methods.md: python docs/methods_table.py, or make methods.

No cell is typed into the page: methods and questions come from the catalogue, targets and sources from results,
counts from the reference files (whose rows the tests hold), and the answers of other libraries from calling them.
"""

from __future__ import annotations

import ast
import csv
import inspect
import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import scipy
import statsmodels
from peers import PEERS, Peer

from collabstudy import statistics
from collabstudy.statistics.catalogue import CATALOGUE, INPUTS, Method

PAGE = Path(__file__).with_name("methods.md")
REFERENCE = Path(__file__).parents[1] / "tests" / "reference"
START, END = "<!-- methods -->", "<!-- end of methods -->"
COLUMNS = (
    "what you want to know",
    "call",
    "target",
    "not for",
    "source",
    "published + recomputed",
    "scipy, statsmodels",
)
TARGETS = {
    "a superpopulation of clusters": "superpopulation of clusters",
    "a superpopulation": "superpopulation",
    "the finite population": "the invited",
    f"the {INPUTS['invited']} persons invited": "the invited",
}
CHOICES = ("method", "zeros", "bias_corrected", "adjustment")  # the arguments that choose a variant
SAME = 1e-8
Rows = list[dict[str, str]]


def answer(method: Method, **inputs: object) -> Any:
    """What the call returns on the inputs of the catalogue, or on others."""
    return eval(method.call, {**vars(statistics), **INPUTS, **inputs})


def variant(name: str, *args: object, **options: object) -> tuple[str, dict[str, object]]:
    """A call as the function's name and what was chosen in it, defaults filled in."""
    bound = inspect.signature(getattr(statistics, name)).bind(*args, **options)
    bound.apply_defaults()
    return name, {choice: bound.arguments[choice] for choice in CHOICES if choice in bound.arguments}


def chosen_by(method: Method) -> tuple[str, dict[str, object]]:
    """The outermost function of a call and what the call chooses."""
    call = ast.parse(method.call, mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    value = {ast.Constant: lambda node: node.value}
    args = [value.get(type(node), ast.unparse)(node) for node in call.args]
    options = {word.arg: value.get(type(word.value), ast.unparse)(word.value) for word in call.keywords if word.arg}
    return variant(call.func.id, *args, **options)


def record(result: Any) -> Any:
    """The one result that carries source and assumptions, out of several or out of a pair."""
    if isinstance(result, Mapping):
        result = next(iter(result.values()))
    if isinstance(result, tuple):
        result = result[0]
    return getattr(result, "test", getattr(result, "interval", result))


def source(method: Method) -> str:
    return str(getattr(record(answer(method)), "source", "") or method.source)


def target(method: Method) -> str:
    first = next(iter(getattr(record(answer(method)), "assumptions", ())), "").removeprefix("target: ")
    return next((short for long, short in TARGETS.items() if first.startswith(long)), method.target)


def rows_of(name: str) -> Rows:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def passed(method: Method, values: Rows, intervals: Rows) -> str:
    """How many reference rows hold the method: published, and recomputed by a peer."""
    mine = [row for row in values if row["method"] in method.references]
    published = sum(row["published"] == "TRUE" for row in mine)
    name, chosen = chosen_by(method)
    more = sum(name == "proportion_interval" and row["method"] == chosen["method"] for row in intervals)
    text = f"{published} + {len(mine) - published + more}" if mine or more else "-"
    wrong = [row for row in values if row["method"] in method.wrong]
    return text + "".join(f"; not {row['expected'].replace(';', ' to ')} ({row['source'].split()[0]})" for row in wrong)


def numbers(result: Any) -> tuple[float, ...]:
    """What is compared: the ends of an interval, p, an estimate, or several adjusted p."""
    result = next((getattr(result, name) for name in ("pvalues", "pvalue") if hasattr(result, name)), result)
    result = (result.lower, result.upper) if hasattr(result, "lower") else getattr(result, "estimate", result)
    return tuple(map(float, result)) if isinstance(result, Iterable) else (float(result),)


def compared(method: Method, peer: Peer) -> str:
    """`same`, or the first input on which the answers differ, with both."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 0 / 0 in statsmodels
        if len({numbers(peer.theirs(*peer.inputs[0].values())) for _ in range(5)}) > 1:
            return f"{peer.name} draws at random: another p at every call"
        pairs = [
            (numbers(peer.theirs(*given.values())), numbers(answer(method, **given)), given) for given in peer.inputs
        ]
    apart = [pair for pair in pairs if any(not abs(one - other) <= SAME for one, other in zip(*pair[:2], strict=True))]
    if not apart:
        return f"same: {peer.name}"
    theirs, ours, given = apart[0]
    why = f": {peer.why}" if peer.why else ""
    agree = ", elsewhere the same" if len(apart) < len(pairs) else ""
    return f"{peer.name} {shown(theirs)}, here {shown(ours)} ({written(given)}){why}{agree}"


def shown(values: tuple[float, ...]) -> str:
    texts = [f"{value:.5f}" if value % 1 else f"{value:.0f}" for value in values]
    return " to ".join(re.sub(r"^(-?)0\.", r"\1.", text) for text in texts)


def written(given: dict[str, Any]) -> str:
    if "count" in given:
        return f"{given['count']} of {given['base']}"
    (value,) = given.values()
    return " / ".join(" ".join(map(str, row)) for row in value)


def row(method: Method, values: Rows, intervals: Rows) -> str:
    peers = [compared(method, peer) for peer in PEERS if peer.call == method.call]
    others = "; ".join(peers).replace("; same: ", ", ") or "in neither"
    cells = (method.question, f"`{method.call}`", target(method), method.not_for, source(method))
    return "| " + " | ".join((*cells, passed(method, values, intervals), others)) + " |"


def table() -> str:
    """The whole of what stands between the two markers."""
    values, intervals = rows_of("statistics.csv"), rows_of("intervals.csv")
    parts = [f"Compared with scipy {scipy.__version__} and statsmodels {statsmodels.__version__}."]
    for heading, methods in CATALOGUE.items():
        lines = ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
        parts.append(f"### {heading}")
        parts.append("\n".join(lines + [row(method, values, intervals) for method in methods]))
    return "\n\n".join(parts)


def page(text: str) -> str:
    """The text of docs/methods.md with what is between the markers written anew."""
    before, rest = text.split(START)
    return f"{before}{START}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
