"""docs/methods.md is what the code, the reference files and the other libraries say, and leaves no method out."""

import ast
import inspect
import re

import methods_table
import pytest
from peers import PEERS

from collabstudy import statistics
from collabstudy.statistics.catalogue import CATALOGUE, Method

LISTED = [method for methods in CATALOGUE.values() for method in methods]
CALLS = [method.call for method in LISTED]


def names(call: str) -> set[str]:
    """The functions that a call calls."""
    nodes = ast.walk(ast.parse(call, mode="eval"))
    return {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def variants_of(name: str) -> list[str]:
    """What a docstring offers as method: the word between backquotes that an item begins with."""
    return re.findall(r"^(?:- )?`(\w+)`:", inspect.getdoc(getattr(statistics, name)) or "", flags=re.MULTILINE)


def test_methods_md_is_as_the_code_would_write_it() -> None:
    text = methods_table.PAGE.read_text(encoding="utf-8")
    assert text == methods_table.page(text), "docs/methods.md is not what the code says: run make methods"


def test_every_public_function_is_listed() -> None:
    public = {name for name in statistics.__all__ if not inspect.isclass(getattr(statistics, name))}
    assert set().union(*map(names, CALLS)) == public


@pytest.mark.parametrize("name", sorted(set().union(*map(names, CALLS))))
def test_every_method_that_a_docstring_offers_is_listed(name: str) -> None:
    chosen = [methods_table.chosen_by(method) for method in LISTED if method.call.startswith(f"{name}(")]
    listed = {str(value) for _, choice in chosen for value in choice.values()}
    assert set(variants_of(name)) <= listed


def test_the_page_says_which_p_values_are_fractions() -> None:
    fractions = {
        call
        for method, call in zip(LISTED, CALLS, strict=True)
        if getattr(methods_table.record(methods_table.answer(method)), "pvalue_exact", None) is not None
    }
    assert set().union(*map(names, fractions)) == {
        *("mcnemar", "fisher", "binomial_test", "fisher_freeman_halton", "cochran_q", "pairwise_mcnemar"),
        *("signed_rank", "level_differences"),
    }
    floats = {call for call in CALLS if re.search(r"^(boschloo|barnard)|exact_unconditional", call)}
    assert len(floats) == 3
    assert not floats & fractions
    said = re.search(
        r"^The exact and mid-p tests of .*?(?=\nIntervals)", methods_table.PAGE.read_text("utf-8"), re.M | re.S
    )
    assert said
    for words in ("McNemar, Fisher and the binomial", "Freeman and Halton, Cochran and Wilcoxon", "`pvalue_exact`"):
        assert words in said.group()
    assert "`boschloo`, `barnard` and\n`exact_unconditional`" in said.group()


def test_no_method_is_listed_twice() -> None:
    assert len(set(CALLS)) == len(CALLS)
    assert {peer.call for peer in PEERS} <= set(CALLS)


def test_every_reference_row_is_listed() -> None:
    rows = {row["method"] for row in methods_table.rows_of("statistics.csv")}
    assert rows == {name for method in LISTED for name in (*method.references, *method.wrong)}


@pytest.mark.parametrize("method", LISTED, ids=CALLS)
def test_source_and_target_stand_once(method: Method) -> None:
    """In the result where it carries them, else in the catalogue; never in both, as two can drift apart."""
    result = methods_table.record(methods_table.answer(method))
    assert bool(method.source) != bool(getattr(result, "source", ""))
    assert re.search(r"[A-Z]\w+ \((19|20)\d\d\)", methods_table.source(method)), "author and year"
    names_target = any(text.startswith("target: ") for text in getattr(result, "assumptions", ()))
    assert bool(method.target) != names_target
    assert methods_table.target(method)


@pytest.mark.parametrize("name", sorted(set().union(*map(names, CALLS))))
def test_every_docstring_says_when_not_to_use_the_method(name: str) -> None:
    text = " ".join((inspect.getdoc(getattr(statistics, name)) or "").split())
    assert re.search(r"\bNot (for|where|as|a|to) ", text)
