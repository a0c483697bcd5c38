"""Figures drawn again from results: the same bytes in English, the same marks under Dutch words."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from readings import figures, spoken
from scipy.stats import binomtest
from support import FIXTURES, ROOT

from collabstudy import Study
from collabstudy.reporting import Missing, Plot, gate, plots
from collabstudy.reporting.plots import DRAWINGS, ladder, redrawn
from collabstudy.reporting.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, RUST, SAND, Framing
from collabstudy.reporting.show import MIME, bundle

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
MARKS = [colour.lower() for colour in (BLUE, ORANGE, GREEN, RUST, SAND)]
ENGLISH = r"\b(the|and|or|with|answered|persons|respondents|shares|responses|Evidence|Yes|wording)\b"


def stored(plot: Plot) -> dict[str, Any]:
    """A figure as the results of a notebook hold it."""
    found: dict[str, Any] = json.loads(json.dumps(bundle(plot, "key")[MIME]))
    return found


@cache
def methods(name: str) -> list[Plot]:
    """The figures of the appendix on methods, which take seconds."""
    study = Study.load(ROOT / "data" / "raw" / name if name == "gemeenten" else FIXTURES / name)
    makes = (plots.coverage_plot, plots.finite_coverage_plot, plots.size_plot, plots.detectable_plot)
    return [plot for make in makes if isinstance(plot := make(study), Plot)]


DRAWN: dict[str, list[Plot]] = {}  # of the two studies, which take seconds to draw
DUTCH: dict[str, Plot] = {}


def drawn(item: Any) -> list[Plot]:
    """Every figure of one of the two studies as it stands."""
    name = item.study.name
    if name not in DRAWN:
        DRAWN[name] = [*figures(item).values(), *methods(name)]
    return DRAWN[name]


def in_dutch(plot: Plot) -> Plot:
    """A figure drawn again in Dutch."""
    if plot.svg not in DUTCH:
        DUTCH[plot.svg] = redrawn(stored(plot), "nl")
    return DUTCH[plot.svg]


def svg(plot: Plot) -> ElementTree.Element:
    return ElementTree.fromstring(plot.svg)


def marks(plot: Plot) -> list[tuple[str, float]]:
    """Where each mark begins, as a part of the way from the first tick to the last; without ticks its colour alone."""
    tree = svg(plot)
    groups = [group for group in tree.iter(f"{SVG}g") if group.get("id", "").startswith("xtick_")]
    ticks = [float(use.get("x", "")) for group in groups for use in group.iter(f"{SVG}use") if use.get("y")][:5]
    found = []
    for element in [*tree.iter(f"{SVG}path"), *tree.iter(f"{SVG}use")]:
        style = element.get("style", "")
        colour = next((colour for colour in MARKS if colour in style), "")
        start = re.match(r"M (-?[\d.]+) ", element.get("d", ""))
        if colour and (element.get("clip-path") or element.get(HREF)):
            x = float(start[1] if start else element.get("x", "nan"))
            found.append((colour, round((x - ticks[0]) / (ticks[-1] - ticks[0]), 3) if len(ticks) > 1 else 0.0))
    return sorted(item for item in found if item[1] == item[1])


def words(plot: Plot) -> str:
    """All that is written on a figure, its title and its description."""
    return " ".join([*re.findall(r"<!-- (.*?) -->", plot.svg, re.DOTALL), plot.title, plot.description])


def test_every_drawing_is_made_by_some_study(gemeenten: Any, library: Any) -> None:
    assert {plot.drawing for item in (gemeenten, library) for plot in drawn(item)} == set(DRAWINGS)


@pytest.mark.parametrize("name", ["gemeenten", "library"])
def test_the_same_result_is_drawn_in_either_language(name: str, request: pytest.FixtureRequest) -> None:
    for plot in drawn(request.getfixturevalue(name)):
        english, dutch = redrawn(stored(plot), "en"), in_dutch(plot)
        assert english.svg == plot.svg
        assert (english.title, english.alt, english.evidence) == (plot.title, plot.alt, plot.evidence)
        assert dutch.data == plot.data
        assert dutch.title != plot.title
        assert "Bewijsklasse: " in dutch.svg
        if plot.drawing != "response_picture":
            assert marks(dutch) == marks(english) != []


@pytest.mark.parametrize("name", ["gemeenten", "library"])
def test_dutch_figures_have_no_english_words(name: str, request: pytest.FixtureRequest) -> None:
    """But for the study's own: wordings as printed, and what stands in its folder in no other language."""
    for plot in drawn(request.getfixturevalue(name)):
        text = words(in_dutch(plot)).replace("just over 80%", "")
        assert not re.findall(ENGLISH, text), plot.drawing
        assert not re.search(r"(?<![\d.])\.\d", text), plot.drawing  # no p without its leading zero
        assert not re.search(r"\d\.\d(?!\d\d)", text.replace("62.5%", "")), plot.drawing


def prints(count: int, base: int) -> int:
    """The whole percentage that a share is rounded to, halves upwards."""
    return (200 * count + base) // (2 * base)


def shares_of(wording: str, respondents: int) -> list[Fraction]:
    """Every share of at most so many that can stand behind a wording of the article, as its datasheet reads them."""
    hedged = {"bijna de helft": (45, 50), "iets meer dan de helft": (50, 55)}
    if wording.startswith("ruim "):
        number = int(wording[5:-1])
        hedged[wording] = (number, number + 5)
    found = []
    for base in range(1, respondents + 1):
        for count in range(base + 1):
            share = Fraction(100 * count, base)
            if wording in hedged:
                fits = hedged[wording][0] < share < hedged[wording][1]
            elif "," in wording:
                fits = prints(10 * count, base) == round(float(wording[:-1].replace(",", ".")) * 10)
            else:
                fits = prints(count, base) == int(wording[:-1])
            found += [Fraction(count, base)] if fits else []
    return found


def bases_of(wording: str, respondents: int) -> list[int]:
    """Every base that can stand behind it."""
    return [
        base
        for base in range(1, respondents + 1)
        if any((share * base).denominator == 1 for share in shares_of(wording, respondents))
    ]


def test_the_published_shares_stand_in_their_groups(gemeenten: Any) -> None:
    """Groups and wordings as the study's tables have them; ranges by trying every count and base."""
    plot = plots.published_shares_plot(gemeenten.study)
    assert isinstance(plot, Plot)
    groups = {group["dimension"]: group["shares"] for group in plot.data["groups"]}
    assert {name: [share["wording"] for share in shares] for name, shares in groups.items()} == {
        "external_orientation": ["ruim 95%", "90%", "65%", "iets meer dan de helft", "bijna de helft"],
        "function": ["ruim 70%", "63%", "62,5%"],
        "tool": ["ruim 60%"],
        "process": ["83%", "75%", "55%", "54%", "41%"],
    }
    shares = [share for group in groups.values() for share in group]
    for share in shares:
        every = shares_of(share["wording"], 31)
        assert share["low"] == pytest.approx(float(min(every)), abs=1e-6)
        assert share["high"] == pytest.approx(float(max(every)), abs=1e-6)
    hedged = [share["wording"] for share in shares if share["hedged"]]
    assert hedged == ["ruim 95%", "iets meer dan de helft", "bijna de helft", "ruim 70%", "ruim 60%"]
    assert "12 lie above one half and 2 below it" in plot.alt
    assert "5 wordings are hedged" in plot.alt
    assert "The grouping is ours, after De Man's functions, tools and processes (2013)." in plot.svg
    assert "Not a term of De Man's: External orientation." in plot.svg
    assert plot.evidence == ("published", "identified", "assumed")


def bars(plot: Plot, fill: str) -> list[ElementTree.Element]:
    paths = svg(plot).iter(f"{SVG}path")
    return [path for path in paths if f"fill: {fill}; stroke: {BLUE.lower()}" in path.get("style", "")]


def test_a_hedged_wording_is_open_and_a_percentage_filled(gemeenten: Any) -> None:
    plot = plots.published_shares_plot(gemeenten.study)
    assert isinstance(plot, Plot)
    assert len(bars(plot, "#ffffff")) == 5
    assert len([path for path in bars(plot, BLUE.lower()) if path.get("clip-path")]) == 7
    assert len(re.findall(rf"<use [^>]*fill: {BLUE.lower()}", plot.svg)) == 2  # 62,5% and 75% can be one share only


def test_shares_in_no_group_or_printed_by_nobody(library: Any, report: Any) -> None:
    plain = plots.published_shares_plot(report.study)
    assert isinstance(plain, Plot)
    assert "grouping" not in plain.svg
    assert "All: from three quarters" in plain.alt
    (first, *_) = library.study.figures
    odd = replace(first, wording="47%", group="north", wave="spring")  # of at most 12 no count prints as 47%
    plot = plots.published_shares_plot(replace(library.study, figures=(odd,)))
    assert isinstance(plot, Plot)
    assert "<!-- 47%: no number of respondents can have printed it -->" in plot.svg
    assert "(north; spring)" in plot.alt
    assert "The grouping is ours, not the publication's." in plot.svg
    means = tuple(figure for figure in library.study.figures if figure.statistic == "mean")
    missing = plots.published_shares_plot(replace(library.study, figures=means))
    assert spoken(missing) == ["No share was published, so there is nothing to draw."]


def test_the_response_picture_of_the_article(gemeenten: Any) -> None:
    """A square a person: 31 answered of 65 to 75. Which shares not all 31 can have answered, by trying every base."""
    plot = plots.response_picture(gemeenten.study, 29)  # how many synthetic rows there are tells nothing
    assert isinstance(plot, Plot)
    assert plot == plots.response_picture(gemeenten.study)
    short = {}
    for figure in gemeenten.study.figures:
        bases = bases_of(figure.wording, 31)
        if max(bases) < 31:
            short[figure.wording] = (min(bases), max(bases))
    squares = [path for path in svg(plot).iter(f"{SVG}path") if path.get("clip-path")]
    filled, dashed = (
        [path for path in squares if part in path.get("style", "")] for part in (f"fill: {BLUE.lower()}", "dasharray")
    )
    assert len(filled) == 31 + 1 + len(short)  # one in the legend, and what was answered at the least
    assert len([path for path in squares if PALE.lower() in path.get("style", "")]) == 34 + 1 + len(short)
    assert len(dashed) == 10 + 1
    assert plot.alt.startswith(f"31 of 65 to 75 persons invited answered: {100 * 31 // 75}% to {ceil(100 * 31 / 65)}%.")
    assert "34 to 44 did not answer" in plot.alt
    assert f"behind {14 - len(short)} of the 14 published shares" in plot.alt
    assert set(re.findall(r"(\d+) \(([\d,]+%)\)", plot.alt)) == {
        (str(most), wording) for wording, (_, most) in short.items()
    }
    for least, most in short.values():
        assert f"<!-- {least} to {most} of 31 -->" in plot.svg
    assert plot.evidence == ("published", "identified", "assumed")


def test_the_response_picture_of_real_responses(library: Any) -> None:
    plot = plots.response_picture(library.study, 11)
    assert isinstance(plot, Plot)
    assert plot.alt.startswith(
        "12 of 40 persons invited answered: 30%. 28 did not answer, and nothing is known of them."
    )
    assert "11 of the answers are counted here." in plot.alt
    assert "about a number" not in plot.alt
    assert plot.evidence == ("responses", "published", "identified", "assumed")
    bare = plots.response_picture(replace(library.study, figures=(), synthetic=True))
    assert isinstance(bare, Plot)
    assert bare.evidence == ("published",)


def test_a_square_of_a_larger_survey_is_several_persons(gemeenten: Any) -> None:
    plot = plots.response_picture(replace(gemeenten.study, respondents=400, invited=(2900, 3100)))
    assert isinstance(plot, Plot)
    assert "<!-- A square is 50 persons, rounded. -->" in plot.svg
    squares = [path for path in svg(plot).iter(f"{SVG}path") if path.get("clip-path")]
    assert len([path for path in squares if BLUE.lower() in path.get("style", "")]) == 400 / 50 + 1
    assert len([path for path in squares if PALE.lower() in path.get("style", "")]) == 2500 / 50 + 1
    assert "13% to 14%" in plot.alt  # 400 of 3,100 is 12.9 per cent, of 2,900 13.8
    assert isinstance(plots.response_picture(replace(gemeenten.study, invited=None)), Missing)


@pytest.mark.parametrize(("first", "second", "name"), [(55, 41, "Evaluating"), (83, 54, "Expecting")])
def test_the_difference_of_the_same_persons(gemeenten: Any, first: int, second: int, name: str) -> None:
    """Over every base and pair of counts that print both, by trying them all."""
    gaps = [
        Fraction(one - other, base)
        for base in range(1, 32)
        for one in range(base + 1)
        for other in range(base + 1)
        if prints(one, base) == first and prints(other, base) == second
    ]
    ends = " to ".join(dict.fromkeys(f"{float(end * 100):.1f}" for end in (min(gaps), max(gaps))))
    plot = plots.published_dumbbell(gemeenten.study)
    assert isinstance(plot, Plot)
    said = next(text for text in re.split(r"(?=Evaluating |Expecting |Looking )", plot.alt) if name in text)
    assert f"If the same persons answered both, it is {ends}." in said
    assert f"<!-- Difference, if the same persons answered both: {ends} points -->" in plot.svg
    dutch = redrawn(stored(plot), "nl")
    assert f"is dat {ends.replace('.', ',').replace('to', 'tot')}." in dutch.alt


def test_that_the_same_persons_answered_can_be_refuted(library: Any) -> None:
    """Of up to 12 only 5/11 prints as 45%, and only 5/6 and 10/12 as 83%: no base has both."""
    wordings = {"F1": "45%", "F2": "83%"}
    figs = tuple(replace(item, wording=wordings.get(item.id, item.wording)) for item in library.study.figures)
    plot = plots.published_dumbbell(replace(library.study, figures=figs))
    assert isinstance(plot, Plot)
    assert plot.alt.endswith("That the same persons answered both is refuted.")
    apart = replace(library.study.comparisons[0], design="independent")
    plot = plots.published_dumbbell(replace(library.study, comparisons=(apart,)))
    assert isinstance(plot, Plot)
    assert "same persons" not in plot.svg


def test_a_difference_of_few_real_respondents_has_no_decimals(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "is_open", lambda study: False)
    plot = plots.response_dumbbell(library.counts, library.study)
    assert isinstance(plot, Plot)
    assert plot.alt.endswith("a difference of -36 percentage points.")  # 5/11 less 9/11


def test_the_intervals_are_wilsons(library: Any) -> None:
    plot = plots.dot_interval(library.counts, library.study)
    assert isinstance(plot, Plot)
    for row in plot.data["rows"]:
        peer = binomtest(row["count"], row["base"]).proportion_ci(method="wilson")
        assert (row["lower"], row["upper"]) == pytest.approx((peer.low, peer.high), abs=1e-6)


HOSTILE = ["<b>$x_1$</b> & ]]> <!-- -->", "W" * 150, "图书馆 \u202e😀", "{braces} and $\\nosuch{1}$"]
CASES = [
    ("".join(HOSTILE), "nl"),
    *(pytest.param(*case, marks=pytest.mark.slow) for case in product(HOSTILE, ("en", "nl"))),
]


@pytest.mark.parametrize(("label", "language"), CASES)
def test_texts_of_the_study_stay_text_in_either_language(library: Any, label: str, language: str) -> None:
    study = library.study
    questions = tuple(replace(item, label={"en": label, "nl": label}, dimension=label) for item in study.questions)
    figs = tuple(replace(item, group=label) if item.id == "F3" else item for item in study.figures)
    spoilt = replace(library, study=replace(study, questions=questions, figures=figs))
    for plot in figures(spoilt).values():
        shown = redrawn(stored(plot), language)
        tree = svg(shown)
        assert not [item for item in tree.iter() if item.tag in (f"{SVG}b", "b")]
        assert tree.findtext(f"{SVG}desc") == shown.description
        assert "\u202e" not in shown.svg


def test_no_two_texts_of_the_ladder_overlap(gemeenten: Any) -> None:
    plot = plots.ladder_plot(gemeenten.study)
    assert isinstance(plot, Plot)
    font = FontProperties(family="DejaVu Sans", size=8.5)
    broken = set()
    for language in ("en", "nl"):
        framing = Framing(plot.evidence, (), language)
        for item in plot.data["ladders"]:
            for rung in item["rungs"]:
                name, told = ladder._name(rung, 0.05, framing), ladder._told(rung, 0.05, framing)
                width = sum(TextPath((0, 0), text, prop=font).get_extents().width for text in (name.strip(), told))
                assert (width < 4.9 * 72) or name.endswith("\n ")
                broken |= {language} if "\n" in name else set()
    assert broken == {"nl"}


def test_grey_marks_the_difference(gemeenten: Any) -> None:
    plot = plots.published_dumbbell(gemeenten.study)
    assert isinstance(plot, Plot)
    assert len(re.findall(rf"<use [^>]*stroke: {GREY.lower()}", plot.svg)) >= 3
