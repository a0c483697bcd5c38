"""The appendix on methods: what is drawn and tabled against sums written out here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import sqrt
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from readings import note, rows, spoken, title
from scipy.stats import binom, binomtest, hypergeom, multinomial, norm
from studies import study_of

from collabstudy.reporting import Finding, Missing, Plot, Table, defaults, plots, tables
from collabstudy.reporting.languages import templates
from collabstudy.reporting.methods import inner_least, share_coverages
from collabstudy.reporting.planning import detectable, pair_numbers, planned
from collabstudy.reporting.plots import coverage, planning
from collabstudy.reporting.plots.panels import Panel
from collabstudy.reporting.show import MIME, bundle
from collabstudy.statistics import mcnemar_power, respondents_for_width

INVITED = range(65, 76)  # of the default study
DRAWN = 1e-6  # what a figure keeps of a number
SVG = "{http://www.w3.org/2000/svg}"
SCIPY = {"Wilson": "wilson", "Clopper-Pearson": "exact", "Wilson, cc": "wilsoncc"}
SHOWN = (
    defaults.choice_finding,
    tables.interval_method_table,
    plots.coverage_plot,
    tables.finite_method_table,
    plots.finite_coverage_plot,
    tables.mcnemar_method_table,
    plots.size_plot,
    tables.detectable_table,
    plots.detectable_plot,
    tables.needed_table,
    tables.cluster_table,
)


def panels(make: Any, module: Any, study: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Axes]:
    """What each panel of a figure draws, on axes of its own, by the panel's name without its role."""
    found: list[Panel] = []

    def kept(given: Sequence[Panel], *_: object) -> Plot:
        found.extend(given)
        return Plot("", "", "", ())

    monkeypatch.setattr(module, "small_multiples", kept)
    make(study)
    drawn = {}
    for panel in found:
        axes = Figure().add_subplot()
        panel.draw(axes)
        drawn[panel.name.partition(":")[0]] = axes
    return drawn


def curve(axes: Axes) -> tuple[np.ndarray, np.ndarray]:
    """The longest line that was drawn."""
    line = max(axes.lines, key=lambda line: len(np.asarray(line.get_xdata())))
    return np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)


def mark(axes: Axes) -> tuple[float, float]:
    line = next(line for line in axes.lines if line.get_marker() in ("v", "^"))
    return float(np.asarray(line.get_xdata())[0]), float(np.asarray(line.get_ydata())[0])


def holds(share: float, method: str, base: int) -> list[int]:
    """The counts whose interval, made by scipy, has a share in it."""
    ends = [binomtest(count, base).proportion_ci(method=method) for count in range(base + 1)]
    return [count for count, end in enumerate(ends) if end.low <= share <= end.high]


def test_coverage_is_drawn_as_summed_here(gemeenten: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = panels(plots.coverage_plot, coverage, gemeenten.study, monkeypatch)
    assert list(drawn) == [templates("en")["methods"][name] for name in share_coverages(gemeenten.study)]  # type: ignore[union-attr]
    for name, method in SCIPY.items():
        shares, covered = curve(drawn[name])
        assert shares.max() == 0.5
        for at in np.flatnonzero(np.isin(shares.round(9), [0.1, 0.3, 0.42, 0.5])):
            expected = binom.pmf(holds(shares[at], method, 31), 31, shares[at]).sum()
            assert covered[at] == pytest.approx(expected, abs=DRAWN)
        where, least = mark(drawn[name])
        assert least == pytest.approx(covered.min(), abs=DRAWN)
        assert 0 <= where <= 0.5


def test_the_mirror_image_is_the_same(gemeenten: Any) -> None:
    found = share_coverages(gemeenten.study)
    assert not isinstance(found, Missing)
    for item in found.values():
        assert item.coverage == pytest.approx(item.coverage[::-1], abs=1e-9)


def test_least_coverage_in_the_usual_range(gemeenten: Any) -> None:
    found = share_coverages(gemeenten.study)
    assert not isinstance(found, Missing)
    ends = [binomtest(count, 31).proportion_ci(method="wilson") for count in range(32)]
    inside = [end for pair in ends for end in pair if 0.05 <= end <= 0.95]
    tried = np.concatenate([np.linspace(0.05, 0.95, 4001), np.array(inside) - 1e-9, np.array(inside) + 1e-9])
    low, high = np.array(ends).T
    held = (low <= tried[:, None]) & (tried[:, None] <= high)
    expected = (binom.pmf(np.arange(32), 31, tried[:, None]) * held).sum(axis=1).min()
    assert inner_least(found["wilson"]) == pytest.approx(expected, abs=1e-6)
    assert expected > found["wilson"].minimum + 0.05  # the dip lies outside


def finite_ends(base: int, invited: int) -> np.ndarray:
    """Yes-sayers among the invited that a test at 2.5% a side does not refuse: first and last, for each count."""
    ends = []
    for persons in range(base + 1):
        yes = np.arange(persons, invited - base + persons + 1)
        kept = (hypergeom.cdf(persons, invited, yes, base) > 0.025) & (
            hypergeom.sf(persons - 1, invited, yes, base) > 0.025
        )
        ends.append((yes[kept][0], yes[kept][-1]))
    return np.array(ends)


def test_finite_coverage_is_drawn_as_summed_here(gemeenten: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shares, covered = curve(
        panels(plots.finite_coverage_plot, coverage, gemeenten.study, monkeypatch)["hypergeometric"]
    )
    low, high = finite_ends(31, 75).T
    expected = [hypergeom.pmf(np.flatnonzero((low <= yes) & (yes <= high)), 75, yes, 31).sum() for yes in range(38)]
    assert shares == pytest.approx(np.arange(38) / 75, abs=DRAWN)
    assert covered == pytest.approx(expected, abs=DRAWN)


def test_size_is_drawn_as_summed_here(gemeenten: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = panels(plots.size_plot, coverage, gemeenten.study, monkeypatch)
    discordances, size = curve(drawn["exact"])
    rejected = [
        sum(binom.pmf(b, pairs, 0.5) for b in range(pairs + 1) if binomtest(b, pairs).pvalue <= 0.05) if pairs else 0
        for pairs in range(32)
    ]
    for share in (0.1, 0.5, 0.97):
        at = int(np.abs(discordances - share).argmin())
        assert size[at] == pytest.approx(np.dot(binom.pmf(np.arange(32), 31, discordances[at]), rejected), abs=DRAWN)
    assert mark(drawn["asymptotic"])[1] > 0.05 > mark(drawn["mid-p"])[1]
    assert len(drawn) == 5
    more = replace(gemeenten.study, respondents=51)
    assert "exact unconditional" not in panels(plots.size_plot, coverage, more, monkeypatch)
    table = tables.mcnemar_method_table(more)
    assert isinstance(table, Table)
    assert note(table).endswith("The exact unconditional test takes too long here; left out.")


def differing(first: int, second: int, respondents: int) -> list[float]:
    """Discordances of every table of the same persons whose shares print as two whole percentages."""
    prints = {n: [(200 * k + n) // (2 * n) for k in range(n + 1)] for n in range(1, respondents + 1)}
    return [
        (one + other - 2 * joint) / n
        for n, printed in prints.items()
        for one in range(n + 1)
        if printed[one] == first
        for other in range(n + 1)
        if printed[other] == second
        for joint in range(max(0, one + other - n), min(one, other) + 1)
    ]


def power(pairs: int, difference: float, discordance: float) -> float:
    """Power of the exact test, over every triple of counts."""
    chances = [(discordance + difference) / 2, (discordance - difference) / 2, 1 - discordance]
    counts = [(b, c, pairs - b - c) for b in range(pairs + 1) for c in range(pairs + 1 - b) if b + c]
    kept = [item for item in counts if binomtest(item[0], item[0] + item[1]).pvalue <= 0.05]
    return float(multinomial.pmf(kept, pairs, chances).sum())


def test_the_difference_found_at_the_identified_discordances(gemeenten: Any) -> None:
    found = planned(gemeenten.study)
    assert not isinstance(found, Missing)
    item = next(item for item in found if item.comparison.name == "processes")
    shares = differing(83, 54, 31)
    assert (float(item.lowest), float(item.highest)) == (min(shares), max(shares))
    table = rows(tables.detectable_table(gemeenten.study))
    column = "difference found by 31"
    ours = [row[column] for row in table if "83% beside 54%" in row["comparison"]]
    assert ours == [pytest.approx(end) for end in detectable(item, 31, 0.8, 0.05)]
    for share, end in zip((item.lowest, item.highest), ours, strict=True):
        assert (
            mcnemar_power(31, end - 1e-4, float(share)).power < 0.8 < mcnemar_power(31, end + 1e-4, float(share)).power
        )
    assert power(31, ours[1], float(item.highest)) == pytest.approx(0.8, abs=1e-6)
    evaluation = next(item for item in found if item.comparison.name == "evaluation")
    none, _ = detectable(evaluation, 31, 0.8, 0.05)
    assert none is None
    assert power(31, float(evaluation.lowest), float(evaluation.lowest)) < 0.8


def test_the_band_runs_through_the_study(gemeenten: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = panels(plots.detectable_plot, planning, gemeenten.study, monkeypatch)
    assert len(drawn) == 3
    found = planned(gemeenten.study)
    assert not isinstance(found, Missing)
    for item, axes in zip(found, drawn.values(), strict=True):
        lines = [line for line in axes.lines if len(np.asarray(line.get_xdata())) > 2]
        for line, end in zip(lines, detectable(item, 31, 0.8, 0.05), strict=True):
            at = list(np.asarray(line.get_xdata())).index(31)
            assert np.asarray(line.get_ydata(), dtype=float)[at] == pytest.approx(
                np.nan if end is None else end, nan_ok=True, abs=DRAWN
            )
    assert pair_numbers(gemeenten.study)[-1] == 75
    assert pair_numbers(replace(gemeenten.study, invited=None))[-1] == 62
    assert pair_numbers(replace(gemeenten.study, invited=(900, 950)))[-1] == 200


def test_no_more_than_six_comparisons_are_drawn(gemeenten: Any) -> None:
    first = gemeenten.study.comparisons[0]
    study = replace(gemeenten.study, comparisons=tuple(replace(first, name=f"pair{n}", label={}) for n in range(7)))
    plot = plots.detectable_plot(study)
    assert isinstance(plot, Plot)
    assert "(pair5)" in plot.alt
    assert "(pair6)" not in plot.alt
    written = " ".join(re.findall(r"<!-- (.*?) -->", plot.svg, re.DOTALL)).replace("\n", " ")
    assert "The first 6 of 7 comparisons; the table has all." in re.sub(r"\s+", " ", written)
    assert len(rows(tables.detectable_table(study))) == 14


def test_respondents_for_a_width(library: Any) -> None:
    widest = {base: np.diff(finite_ends(base, 40)).max() / 40 for base in range(1, 41)}
    found = rows(tables.needed_table(library.study))
    for row, points in zip(found, (5, 10, 15), strict=False):
        enough = [base for base in widest if all(widest[more] <= points / 50 + 1e-12 for more in range(base, 41))]
        assert (row["respondents"], row["invited"]) == (enough[0], 40)
        assert row["widest half width, points"] == pytest.approx(50 * widest[enough[0]])
    assert found[3]["wanted"] == "as many as answered"
    assert found[3]["widest half width, points"] == pytest.approx(50 * widest[12])
    assert len(found) == 4


def test_a_wide_interval_of_invited_is_gone_through_in_steps(gemeenten: Any) -> None:
    study = replace(gemeenten.study, invited=(40, 62), respondents=20)
    table = tables.needed_table(study)
    assert {row["invited"] for row in rows(table)} == {"any of 40 to 62, in steps of 3: the most"}
    sizes = [40, 43, 46, 49, 52, 55, 58, 61, 62]
    needed = max(respondents_for_width(Fraction(1, 5), size).respondents for size in sizes)
    assert [row["respondents"] for row in rows(table)][1] == needed
    assert "each such size (between two sizes it may be a person more)" in note(table)


def test_respondents_for_a_width_whatever_the_number_invited(gemeenten: Any) -> None:
    # neither 65 nor 75 is the worst: the widths of every base at every size, by scipy's tails
    widths = {size: [np.diff(finite_ends(base, size)).max() / size for base in range(1, size + 1)] for size in INVITED}
    found = rows(tables.needed_table(gemeenten.study))
    for row, points in zip(found, (5, 10, 15), strict=False):
        needed = [
            next(base for base in range(1, size + 1) if max(widths[size][base - 1 :]) <= points / 50 + 1e-12)
            for size in INVITED
        ]
        assert row["respondents"] == max(needed)
        assert row["wanted"] == f"half width {points} points"
    assert {row["invited"] for row in found} == {"any of 65 to 75: the most"}
    assert found[3]["widest half width, points"] == pytest.approx(50 * max(widths[size][30] for size in INVITED))
    assert found[3]["widest half width, points"] > 50 * widths[75][30] + 0.1


def test_an_interval_at_the_respondents_that_remain(gemeenten: Any) -> None:
    table = tables.cluster_table(gemeenten.study)
    found = rows(table)
    row = next(row for row in found if (row["respondents a cluster"], row["correlation"]) == (3, 0.5))
    n, p, z = 31 / 2, 17 / 31, norm.ppf(0.975)
    middle, half = (
        (p + z * z / (2 * n)) / (1 + z * z / n),
        z * sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2) / (1 + z * z / n),
    )
    assert row["interval"] == f"{100 * (middle - half):.0f}% to {100 * (middle + half):.0f}%"
    assert (row["design effect"], row["as good as, respondents"]) == (2, n)
    wilson = binomtest(17, 31).proportion_ci(method="wilson")
    assert found[0]["interval"] == f"{100 * wilson.low:.0f}% to {100 * wilson.high:.0f}%"
    assert title(table).endswith("the interval of 55%")
    assert "is not known: sizes and correlations are assumed" in note(table)
    assert table.evidence == ("published", "identified", "assumed")
    bare = tables.cluster_table(study_of())
    assert "5 persons of 9 is the barest majority" in note(bare)
    assert bare.evidence == ("assumed",)


def test_the_reasons_follow_the_numbers(gemeenten: Any, report: Any) -> None:
    found = {row["interval"]: row["use"] for row in rows(tables.interval_method_table(gemeenten.study))}
    assert found["Blaker"] == "where a guarantee is asked for: the narrowest that has one"
    assert found["Clopper-Pearson"] == "not used: a guarantee, but wider than Blaker"
    assert found["Jeffreys"] == "not used: no guarantee and down to 88.8% from 5% to 95% (Wilson 92.0%)"
    assert found["mid-p"] == "not used: no guarantee and wider than Wilson"
    tests = {row["test"]: row["use"] for row in rows(tables.mcnemar_method_table(gemeenten.study))}
    assert tests["mid-p"] == "beside the exact test: closer to alpha"
    assert tests["asymptotic"] == "not used: exceeds alpha, up to 7.1%"
    many = {
        row["test"]: row["use"] for row in rows(tables.mcnemar_method_table(replace(report.study, respondents=200)))
    }
    assert many["mid-p"].startswith("beside the exact test: exceeds alpha")
    assert [row["use"].partition(":")[0] for row in rows(tables.finite_method_table(gemeenten.study))] == [
        "default",
        "where the shortest that has a guarantee is wanted",
        "not used",
        "not used",
    ]


def test_the_choice_in_words(gemeenten: Any) -> None:
    found = defaults.choice_finding(gemeenten.study)
    assert isinstance(found, Finding)
    assert found.evidence == ("assumed",)
    assert len(found.sentences) == 4
    dip = "near 0.6% it falls to 83.7%"
    assert f"with 95.2% on average and 92.0% at least between 5% and 95%; {dip}" in spoken(found)[0]
    other = defaults.choice_finding(gemeenten.study.varied(confidence=0.9, alpha=0.1))
    assert isinstance(other, Finding)
    assert "90% asked for" in spoken(other)[0]
    assert "alpha 0.1" in spoken(other)[3]


@pytest.mark.parametrize("make", [plot for plot in SHOWN if plot.__name__.endswith("_plot")])
def test_a_figure_says_in_words_what_it_shows(make: Any, gemeenten: Any) -> None:
    plot = make(gemeenten.study)
    assert isinstance(plot, Plot)
    assert plot.svg == make(gemeenten.study).svg
    assert ElementTree.fromstring(plot.svg).findtext(f"{SVG}desc") == plot.description
    assert re.fullmatch(r"[A-Z].*\d.*\.", plot.alt)
    assert plot.evidence == (("published", "identified", "assumed") if make is plots.detectable_plot else ("assumed",))


def reasons(study: Any) -> dict[str, str]:
    """What is not shown of a study, and why; all else can be displayed."""
    found = {make.__name__: make(study) for make in SHOWN}
    for name, result in found.items():
        assert bundle(result, name)[MIME]["key"] == name
        if isinstance(result, Missing):
            assert re.fullmatch(r"[A-Z0-9].*\.", spoken(result)[0])
    return {name: spoken(result)[0] for name, result in found.items() if isinstance(result, Missing)}


def test_studies_of_other_shapes(gemeenten: Any, library: Any, report: Any) -> None:
    assert reasons(library.study) == {}
    assert set(reasons(report.study)) == {"finite_method_table", "finite_coverage_plot", "needed_table"}
    assert "not known" in reasons(report.study)["needed_table"]
    bare = reasons(replace(study_of(), respondents=1, invited=(1, 1)))
    assert set(bare) == {"finite_method_table", "finite_coverage_plot", "detectable_table", "detectable_plot"}
    assert bare["finite_coverage_plot"].startswith("All who were invited answered")
    large = reasons(replace(gemeenten.study, respondents=201, invited=(400, 500)))
    assert set(large) == {make.__name__ for make in SHOWN} - {"cluster_table"}
    assert all("too many" in reason and "200" in reason for reason in large.values())
    assert reasons(replace(gemeenten.study, respondents=3, invited=(4, 4))).keys() <= {
        "detectable_table",
        "detectable_plot",
    }


def test_a_power_that_is_none_is_refused(gemeenten: Any) -> None:
    for wrong in (0.05, 1, "high"):
        with pytest.raises(ValueError, match="power must be"):
            plots.detectable_plot(gemeenten.study, wrong)  # type: ignore[arg-type]
