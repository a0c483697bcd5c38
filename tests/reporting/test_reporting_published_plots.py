"""The figures of paired published shares: identified sets, breakdown points, the multiverse."""

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import comb
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from readings import spoken
from scipy.stats import binomtest

from collabstudy.published import paired_identified_set
from collabstudy.published.multiverse import Universe
from collabstudy.reporting import Missing, Plot, plots
from collabstudy.reporting.plots.breakdown import labelled
from collabstudy.reporting.plots.curve import matrix, runs
from collabstudy.reporting.plots.multiverse import in_order
from collabstudy.reporting.plots.points import discordant, outline
from collabstudy.reporting.plots.sheet import COLOURS
from collabstudy.reporting.plots.style import RUST

SVG = "{http://www.w3.org/2000/svg}"
EVALUATING = "Evaluating inside and with partners"
EXPECTING = "Expecting partners to adapt, and adapting"
LOOKING = "Looking outward, and acting on it"
PAIRED = [plots.identified_set_plot, plots.multiverse_plot, plots.breakdown_plot]


def drawn(plot: Plot | Missing) -> Plot:
    """A plot that is one, whose description is its alt text with its evidence."""
    assert isinstance(plot, Plot)
    description = ElementTree.fromstring(plot.svg).findtext(f"{SVG}desc")
    assert description == f"{plot.alt} Evidence: published, identified, assumed."
    return plot


def comparison(item: Any, name: str) -> Any:
    return next(found for found in item.study.comparisons if found.name == name)


def prints(count: int, base: int) -> int:
    """The whole percentage that a share is rounded to, halves upwards."""
    return (200 * count + base) // (2 * base)


def same_persons(first: int, second: int, respondents: int) -> list[tuple[int, int, int, int]]:
    """Every table of the same persons whose shares print as two whole percentages, by trying them all."""
    return [
        (base, one, other, joint)
        for base in range(1, respondents + 1)
        for one in range(base + 1)
        if prints(one, base) == first
        for other in range(base + 1)
        if prints(other, base) == second
        for joint in range(max(0, one + other - base), min(one, other) + 1)
    ]


def exact(b: int, c: int) -> Fraction:
    """McNemar's exact p as twice the smaller binomial tail."""
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1))
    return min(Fraction(1), Fraction(2 * tail, 2 ** (b + c)))


def fills(plot: Plot, colour: str) -> int:
    """How many squares of one colour stand in the drawing, its legend left out."""
    tree = ElementTree.fromstring(plot.svg)
    groups = [group for group in tree.iter(f"{SVG}g") if group.get("id", "").startswith("QuadMesh")]
    paths = [path for group in groups for path in group.iter(f"{SVG}path")]
    return sum(f"fill: {colour.lower()}" in path.get("style", "") for path in paths)


def test_every_table_of_the_article_is_a_point_in_its_class(gemeenten: Any) -> None:
    """The squares of the weakest rung, counted by colour, against p of every table that is listed."""
    plot = drawn(plots.identified_set_plot(gemeenten.study, comparison(gemeenten, "evaluation")))
    listed = {
        rung: {(table.yes_no, table.no_yes) for table in paired_identified_set("55%", "41%", 31, overlap=rung).cells}
        for rung in ("any", "equal_bases", "complete")
    }
    limits = [0.001, 0.01, 0.05, 0.1, 0.5, 1]
    pvalues = [binomtest(b, b + c).pvalue if b + c else 1.0 for b, c in listed["any"]]
    classes = Counter(int(np.searchsorted(limits, p - 1e-12)) for p in pvalues)
    assert [fills(plot, colour) for colour in COLOURS] == [classes[at] for at in range(6)]
    for rung, points in listed.items():
        assert f" tables on {len(points)} points" in plot.alt.split("answered both" if rung == "complete" else rung)[-1]
    dots = re.findall(r'<use [^>]*style="fill: #ffffff; stroke: #1f2937"', plot.svg)
    assert len(dots) == len(listed["complete"]) + 1  # one in the legend


def test_the_alt_text_of_an_identified_set(gemeenten: Any) -> None:
    tables = same_persons(83, 54, 31)
    pvalues = sorted(exact(one - joint, other - joint) for _, one, other, joint in tables)
    assert (len(tables), sum(p <= Fraction(1, 20) for p in pvalues)) == (5, 2)
    plot = drawn(plots.identified_set_plot(gemeenten.study, comparison(gemeenten, "processes")))
    assert plot.alt.endswith(
        f"the same persons answered both: 5 tables on 5 points, exact p {float(pvalues[0]):.3f}".replace("p 0.", "p .")
        + f" to {float(pvalues[-1]):.3f}, at most 0.05 in 2 of them. ".replace("to 0.", "to .")
        + "On the strongest rung that is not refuted, 83% is the larger in every table."
    )
    assert plot.title == f"Every consistent table: 83% beside 54% ({EXPECTING})"
    evaluation = plots.identified_set_plot(gemeenten.study, comparison(gemeenten, "evaluation"))
    assert "23 tables on 23 points, exact p .125 to .664, at most 0.05 in none of them." in drawn(evaluation).alt


@pytest.mark.parametrize("overlap", ["any", "equal_bases", "complete"])
@pytest.mark.parametrize(("first", "second"), [("58%", "42%"), ("50%", "50%"), ("17%", "83%"), ("100%", "25%")])
def test_points_are_those_of_the_tables(first: str, second: str, overlap: str) -> None:
    found = paired_identified_set(first, second, 12, overlap=overlap)
    points = discordant({overlap: found}, 0.05)
    assert set(map(tuple, np.argwhere(points.rungs[overlap]).tolist())) == {
        (table.yes_no, table.no_yes) for table in found.cells
    }
    for b, c in np.argwhere(points.rungs[overlap]).tolist():
        assert points.classes[b, c] == sum(exact(b, c) <= level for level in points.levels)


@pytest.mark.parametrize(("alpha", "levels"), [(0.05, 5), (0.1, 4), (0.5, 3), (0.6, 3)])
def test_no_class_ends_beyond_one(alpha: float, levels: int) -> None:
    points = discordant({"complete": paired_identified_set("55%", "41%", 31)}, alpha)
    assert len(points.levels) == levels
    assert points.levels[2] == Fraction(str(alpha))


def test_the_colours_grow_lighter_by_even_steps() -> None:
    """CIE lightness from the sRGB definition (IEC 61966-2-1): who sees no colours sees the order of p."""
    lightness = []
    for colour in COLOURS:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        lightness.append(116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16)
    steps = np.diff(lightness)
    assert steps.min() > 10
    assert steps.max() < 16


def test_an_outline_goes_around_a_shape_with_a_hole() -> None:
    ring = np.ones((3, 3), dtype=bool)
    ring[1, 1] = False
    xs, ys = (np.array(line).reshape(-1, 3)[:, :2] for line in outline(ring))
    lengths = np.abs(np.diff(xs, axis=1)) + np.abs(np.diff(ys, axis=1))
    assert sorted(lengths.ravel().tolist()) == [1, 1, 1, 1, 3, 3, 3, 3]
    assert (xs.min(), xs.max(), ys.min(), ys.max()) == (-0.5, 2.5, -0.5, 2.5)


def test_a_larger_study_is_drawn_as_an_image_without_a_list(gemeenten: Any) -> None:
    large = replace(gemeenten.study, respondents=300, invited=None)
    plot = drawn(plots.identified_set_plot(large, comparison(gemeenten, "processes")))
    assert plot.svg.count("<image ") == 1
    assert len(plot.svg) < 200_000
    tables = same_persons(83, 54, 300)
    reached = sum(exact(one - joint, other - joint) <= Fraction(1, 20) for _, one, other, joint in tables)
    points = {(one - joint, other - joint) for _, one, other, joint in tables}
    assert f"{len(tables):,} tables on {len(points):,} points" in plot.alt
    assert f"at most 0.05 in {reached:,} of them. On the strongest" in plot.alt
    huge = plots.identified_set_plot(replace(large, respondents=601), comparison(gemeenten, "processes"))
    assert spoken(huge) == ["601 respondents allow more tables than a drawing can show."]


def test_either_share_can_be_the_larger(gemeenten: Any) -> None:
    wordings = {"F13": "ongeveer de helft", "F14": "ongeveer de helft"}
    figures = tuple(replace(item, wording=wordings.get(item.id, item.wording)) for item in gemeenten.study.figures)
    study = replace(gemeenten.study, figures=figures)
    alt = drawn(plots.identified_set_plot(study, comparison(gemeenten, "evaluation"))).alt
    assert alt.endswith("On the strongest rung that is not refuted, either can be the larger.")


@pytest.mark.parametrize("plot", PAIRED)
def test_what_is_not_two_published_shares_of_a_pair_is_not_drawn(plot: Any, gemeenten: Any, library: Any) -> None:
    study, item = gemeenten.study, comparison(gemeenten, "evaluation")
    unpublished = replace(study, figures=tuple(figure for figure in study.figures if figure.id != "F14"))
    assert spoken(plot(unpublished, item)) == [f"The shares of the comparison '{EVALUATING}' were not both published."]
    missing = plot(study, replace(item, design="independent"))
    assert isinstance(missing, Missing)
    assert spoken(missing)[0].startswith(f"The comparison '{EVALUATING}' is not paired, and the ")
    assert isinstance(plot(replace(library.study, figures=()), library.study.comparisons[0]), Missing)


def impossible(item: Any) -> Any:
    """The article with a figure that no count of up to 31 persons prints."""
    figures = tuple(replace(it, wording="1,5%") if it.id == "F14" else it for it in item.study.figures)
    return replace(item.study, figures=figures)


def test_where_no_data_set_is_consistent_the_assumptions_are_refuted(gemeenten: Any) -> None:
    study, item = impossible(gemeenten), comparison(gemeenten, "evaluation")
    assert spoken(plots.identified_set_plot(study, item)) == [
        f"55% beside 1,5% ({EVALUATING}): no data set can have printed both; assumptions refuted."
    ]
    missing = plots.multiverse_plot(study, item)
    assert isinstance(missing, Missing)
    assert "no combination of readings allows a test: 98 refuted" in spoken(missing)[0]
    plot = drawn(plots.breakdown_plot(study, item))
    refuted = "that the same persons answered both is refuted."
    assert plot.alt == f"55% beside 1,5% ({EVALUATING}): " + refuted
    assert "assumptions refuted" in plot.svg


def test_where_stronger_rungs_are_refuted_the_rest_is_drawn(library: Any) -> None:
    """Of up to 12 only 5/11 prints as 45%, and only 5/6 and 10/12 as 83%: no base has both."""
    wordings = {"F1": "45%", "F2": "83%"}
    figures = (replace(item, wording=wordings.get(item.id, item.wording)) for item in library.study.figures)
    study = replace(library.study, figures=tuple(figures))
    plot = drawn(plots.identified_set_plot(study, study.comparisons[0]))
    assert plot.alt.endswith(
        "equal bases, perhaps other persons: refuted; the same persons answered both: refuted. "
        "On the strongest rung that is not refuted, either can be the larger."
    )
    assert "<!-- the same persons answered both: refuted -->" in plot.svg
    assert not re.findall(r'<use [^>]*style="fill: #ffffff; stroke: #1f2937"', plot.svg)


def test_the_breakdown_points_of_the_article(gemeenten: Any) -> None:
    plot = drawn(plots.breakdown_plot(gemeenten.study))
    for first, second, heading in (
        (55, 41, EVALUATING),
        (83, 54, EXPECTING),
    ):
        margins: dict[tuple[int, int, int], list[int]] = {}
        for *key, joint in same_persons(first, second, 31):
            margins.setdefault((key[0], key[1], key[2]), []).append(joint)
        assert f"{first}% beside {second}% ({heading}): " in plot.alt
        for (base, one, other), joints in margins.items():
            text = (
                f"{base} answered both, {one} and {other} said yes, {joints[0]} to {joints[-1]} of them twice: exact p "
            )
            assert text in plot.alt
            reached = [joint for joint in joints if exact(one - joint, other - joint) <= Fraction(1, 20)]
            turn = f"p at most 0.05 from {reached[0]} of {joints[-1]} on" if reached else "p never at most 0.05"
            assert turn in plot.alt.split(text)[1].split(";")[0].split(". ")[0]
            assert f"<!-- {base} answered both, {one} and {other} said yes: {turn} -->" in plot.svg
    assert (
        "24 answered both, 20 and 13 said yes, 9 to 13 of them twice: exact p .118 to .016, p at most 0.05 from 12 of"
        in plot.alt
    )
    filled = re.findall(rf'<use [^>]*style="fill: {RUST.lower()}', plot.svg)
    assert len(filled) == 2 + 19  # two tables of 83 beside 54, and each of the nineteen of 90 beside over a half


def test_one_comparison_has_a_breakdown_of_its_own(gemeenten: Any) -> None:
    plot = drawn(plots.breakdown_plot(gemeenten.study, comparison(gemeenten, "processes")))
    assert plot.alt.startswith(f"83% beside 54% ({EXPECTING}): 24 answered both")
    assert plot.alt.count("answered both") == 1
    assert isinstance(plots.breakdown_plot(replace(gemeenten.study, comparisons=())), Missing)


def test_of_many_margins_the_outer_ones_are_drawn(gemeenten: Any) -> None:
    study, item = replace(gemeenten.study, respondents=300, invited=None), comparison(gemeenten, "processes")
    plot = drawn(plots.breakdown_plot(study, item))
    margins: dict[tuple[int, ...], list[Fraction]] = {}
    for base, one, other, joint in same_persons(83, 54, 300):
        margins.setdefault((base, one, other), []).append(exact(one - joint, other - joint))
    always = sum(max(pvalues) <= Fraction(1, 20) for pvalues in margins.values())
    never = sum(min(pvalues) > Fraction(1, 20) for pvalues in margins.values())
    assert plot.alt == (
        f"83% beside 54% ({EXPECTING}): of {len(margins)} pairs of margins p is at most 0.05 always in {always}, never "
        f"in {never}, and from some number who said yes twice on in {len(margins) - always - never}."
    )
    assert f"<!-- 4 of {len(margins)} pairs of margins: the outer ones of each kind -->" in plot.svg
    assert len(plot.svg) < 150_000


def test_numbers_below_dots_do_not_overlap() -> None:
    crowded = {number: 0.5 - number / 1000 for number in range(10)}
    assert labelled(crowded, [9]) == [9]
    assert labelled({1: 0.9, 2: 0.01, 3: 0.001}, [3]) == [1, 2, 3]


def universe(lowest: float | None, highest: float | None, **rest: Any) -> Universe:
    """A combination put together by hand."""
    values = {"rounding": "half_up", "overlap": "any", "question_format": "two_questions", "cut": None, "test": "exact"}
    values |= {"tables": 1, "reached": None, "share_of_data_sets": None, "verdict": "some"}
    return Universe(lowest=lowest, highest=highest, **{**values, **rest})


def test_combinations_stand_by_their_lowest_p_with_what_they_read() -> None:
    every = [
        universe(0.2, 0.3, rounding="floor"),
        universe(None, None, rounding="ceiling", verdict="assumptions refuted"),
        universe(None, None, question_format="routed", test=None, verdict="no test"),
        universe(0.01, 0.9, test="mid_p"),
        universe(0.01, 0.4, overlap="complete"),
    ]
    shown = in_order(every)
    assert [item.highest for item in shown] == [0.4, 0.9, 0.3]
    assert matrix(shown, every) == {
        "rounding": {"floor": [False, False, True], "ceiling": [False] * 3, "half_up": [True, True, False]},
        "overlap": {"any": [False, True, True], "complete": [True, False, False]},
        "test": {"exact": [True, False, True], "mid_p": [False, True, False]},
    }
    assert list(runs([True, True, False, True])) == [(0, 2), (3, 4)]
    assert list(runs([False])) == []


def bars(plot: Plot, colour: str) -> list[float]:
    """The lengths of the upright bars of one colour, in points."""
    tree = ElementTree.fromstring(plot.svg)
    paths = [
        path.get("d", "") for path in tree.iter(f"{SVG}path") if f"stroke: {colour.lower()}" in path.get("style", "")
    ]
    ends = re.findall(r"M (-?[\d.]+) (-?[\d.]+)\s+L (-?[\d.]+) (-?[\d.]+)", " ".join(paths))
    return [abs(float(top) - float(bottom)) for left, bottom, right, top in ends if left == right]


def test_the_multiverse_of_the_article(gemeenten: Any) -> None:
    """As many bars of a colour as the sentence says, and no combination unaccounted for."""
    plot = drawn(plots.multiverse_plot(gemeenten.study, comparison(gemeenten, "evaluation")))
    found = re.search(
        r"of (\d+) combinations of readings (\d+) can be tested; p is at most 0.05 in all tables of (\d+), in some of "
        r"(\d+) and in none of (\d+)\. .* Not drawn: (\d+) without a test, .*; (\d+) refuted, ",
        plot.alt,
    )
    assert found
    total, tested, every, some, none, untested, refuted = map(int, found.groups())
    assert total == 7 * (4 * 3 + 2)  # seven rules; four sets with three tests each, two routed ones
    assert every + some + none == tested == total - untested - refuted
    assert len(bars(plot, "#e69f00")) == some
    assert len(bars(plot, "#0072b2")) == none
    assert len(plot.svg) < 150_000
    assert f"<!-- p at most 0.05 in some of the tables: {some} combinations -->" in plot.svg


def test_a_hedged_wording_has_its_cut_points_in_the_multiverse(gemeenten: Any) -> None:
    plot = drawn(plots.multiverse_plot(gemeenten.study, comparison(gemeenten, "orientation_acting")))
    assert plot.alt.startswith(f"90% beside iets meer dan de helft ({LOOKING}): of 490 combinations")
    for name in ("1 point", "2 points", "3 points", "5 points", "10 points", "Cut of hedge words"):
        assert f"<!-- {name} -->" in plot.svg
    assert len(plot.svg) < 200_000
    large = replace(gemeenten.study, respondents=300, invited=None)
    assert isinstance(plots.multiverse_plot(large, comparison(gemeenten, "evaluation")), Missing)
