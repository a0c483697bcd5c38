"""Figures: what they say in words, their evidence, their bytes, and where their marks lie."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextPath
from readings import figures, spoken
from scipy.stats import binomtest
from studies import change
from support import ROOT

from collabstudy.counting import Counts
from collabstudy.published import feasible_counts
from collabstudy.reporting import Plot, plots
from collabstudy.reporting.plots.likert import standing, who_answered
from collabstudy.reporting.plots.style import BLUE, LIGHT, ORANGE, PALE, RED, Framing, stacked, wrapped

SVG = "{http://www.w3.org/2000/svg}"
WARNING = "SYNTHETIC responses: they support no conclusion"
SYNTHETIC = "Evidence: SYNTHETIC responses, which support no conclusion."
PUBLISHED = "Evidence: published, identified, assumed."


def elements(plot: Plot, colour: str) -> list[ElementTree.Element]:
    """The drawn paths of one colour, fills and strokes."""
    tree = ElementTree.fromstring(plot.svg)
    paths = [path for path in tree.iter(f"{SVG}path") if colour.lower() in path.get("style", "")]
    return [path for path in paths if path.get("clip-path")]


def horizontal(path: ElementTree.Element) -> tuple[float, float]:
    """How far a path reaches to the left and to the right."""
    xs = [float(x) for x in re.findall(r"[ML] (-?[\d.]+) ", path.get("d", ""))]
    return min(xs), max(xs)


def test_every_figure_of_the_two_studies_is_drawn(gemeenten: Any, library: Any) -> None:
    names = {
        "dot_interval",
        "response_dumbbell",
        "published_dumbbell",
        "published_shares_plot",
        "response_picture",
        "ladder_plot",
        "feasibility_map",
        "breakdown_plot",
    }
    for item, more in ((gemeenten, set()), (library, {"likert 0"})):
        pairs = {f"{kind} {pair.name}" for kind in ("identified_set", "multiverse") for pair in item.study.comparisons}
        assert set(figures(item)) == names | pairs | more


def test_a_figure_made_from_synthetic_responses_says_so(gemeenten: Any, library: Any) -> None:
    synthetic, ground = {"dot_interval", "response_dumbbell"}, f"fill: {RED.lower()}"
    for name, plot in figures(gemeenten).items():
        description = ElementTree.fromstring(plot.svg).findtext(f"{SVG}desc") or ""
        assert description == f"{plot.alt} {SYNTHETIC if name in synthetic else PUBLISHED}"
        assert ("synthetic" in plot.title) == (name in synthetic)
        warned = [
            path for path in ElementTree.fromstring(plot.svg).iter(f"{SVG}path") if ground in path.get("style", "")
        ]
        assert bool(warned) == (f"<!-- {WARNING} -->" in plot.svg) == (name in synthetic)
    for plot in figures(library).values():
        assert "synthetic" not in plot.svg.lower()
    changed = replace(library, study=replace(library.study, synthetic=True))
    likert = figures(changed)["likert 0"]
    assert likert.title == "Ordered answers (synthetic responses)"
    assert SYNTHETIC in likert.svg
    assert "of 11 synthetic respondents who answered" in likert.alt


def test_the_same_bytes_on_every_call_and_in_every_process(library: Any) -> None:
    first = {name: plot.svg for name, plot in figures(library).items()}
    assert {name: plot.svg for name, plot in figures(library).items()} == first
    program = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from hashlib import sha256; from pathlib import Path; from readings import figures, read_study\n"
        "from collabstudy.reporting import gate; gate.is_open = lambda study: True\n"
        "for plot in figures(read_study(Path(sys.argv[2]))).values(): print(sha256(plot.svg.encode()).hexdigest())"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "tests"), str(ROOT / "tests" / "fixtures" / "library")],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout.split() == [sha256(svg.encode()).hexdigest() for svg in first.values()]


def test_nothing_in_a_figure_changes_with_the_day(library: Any) -> None:
    for plot in figures(library).values():
        assert "<dc:date>" not in plot.svg
        assert "Matplotlib" not in plot.svg


def test_the_alt_texts_of_the_library(library: Any) -> None:
    found = {name: plot.alt for name, plot in figures(library).items()}
    wilson = binomtest(2, 5).proportion_ci(method="wilson")  # the widest: two of five
    assert found["dot_interval"] == (
        "10 shares of respondents, from 0% (I would recommend the library –\u00a0Strongly disagree) to 80% "
        "(Which services did you use? –\u00a0Borrowing); "
        f"the widest Wilson interval spans {100 * (wilson.high - wilson.low):.0f} percentage points."
    )
    assert found["response_dumbbell"] == (
        "visits: Do you visit every week? –\u00a0Yes, 45%, 5 of 11, beside I would recommend the library –\u00a0Agree "
        "or Strongly agree, 82%, 9 of 11: a difference of -36.4 percentage points."
    )
    # 5/11 is the only share that prints as 45 per cent; 9/11 and 10/12 are just over 80.
    assert "a difference of -37.9 to -36.4 percentage points." in found["published_dumbbell"]
    assert found["ladder_plot"].startswith(
        "45% beside just over 80% (visits): any bases, perhaps other persons: p .063"
    )
    assert found["ladder_plot"].endswith("answered both: p .125 to .289, at most 0.05 in none of 3 tables.")
    assert found["feasibility_map"] == (
        "3 published figures against bases 1 to 12: 1 can come from all 12 respondents (F2); "
        "no base explains more than 2 of them, which 11 does."
    )
    assert found["likert 0"] == (
        "I would recommend the library: of 11 respondents who answered, 82% chose Agree or Strongly agree."
    )


def test_the_alt_texts_of_the_article(gemeenten: Any) -> None:
    found = {name: plot.alt for name, plot in figures(gemeenten).items()}
    assert found["dot_interval"].startswith(
        "13 shares of synthetic respondents, from 41% (Does your municipality evaluate its collaborations "
    )
    assert "to 97% (Do you expect your municipality to collaborate more often" in found["dot_interval"]
    assert "p .125 to .664, at most 0.05 in none of 23 tables" in found["ladder_plot"]
    assert "at most 0.05 in all of 19 tables" in found["ladder_plot"]
    # 24 explains 63, 62.5, 75, 54 and 83 per cent, and the five hedged figures.
    assert "8 can come from all 31 respondents (F1, F2, F3, F4, F7, F8, F9 and F13)" in found["feasibility_map"]
    assert found["feasibility_map"].endswith("no base explains more than 10 of them, which 24 does.")


def test_the_neutral_level_straddles_the_line(library: Any) -> None:
    (plot,) = plots.likert(library.counts, library.study)
    assert isinstance(plot, Plot)
    bars = [path for path in elements(plot, "fill: #d0d5db") if len(set(horizontal(path))) == 2]
    (left, right) = horizontal(bars[0])
    line = next(horizontal(path)[0] for path in elements(plot, "stroke: #1f2937") if len(set(horizontal(path))) == 1)
    assert (left + right) / 2 == pytest.approx(line, abs=0.01)
    agree = horizontal(next(iter(elements(plot, f"fill: {BLUE}"))))
    assert agree[0] > right
    assert (agree[1] - agree[0]) / (right - left) == pytest.approx(3, abs=0.01)  # three persons beside one


def test_an_even_number_of_levels_has_no_middle(library: Any) -> None:
    levels = tuple(choice for choice in library.study.choices["agree5"] if choice.name != "neutral")
    study = replace(library.study, choices={**library.study.choices, "agree5": levels})
    counts = dict(library.counts)
    item = counts["would_recommend"]
    counts["would_recommend"] = replace(item, levels={k: v for k, v in item.levels.items() if k != "neutral"})
    (plot,) = plots.likert(counts, study)
    assert isinstance(plot, Plot)
    assert plot.alt.startswith("I would recommend the library: of 10 respondents who answered, 90% chose Agree or")
    line = next(horizontal(path)[0] for path in elements(plot, "stroke: #1f2937") if len(set(horizontal(path))) == 1)
    assert any(horizontal(path)[0] == pytest.approx(line, abs=0.01) for path in elements(plot, "fill: "))


def test_who_is_not_in_the_base_of_a_likert_figure(library: Any) -> None:
    def said(item: Counts, language: str = "en") -> str:
        return who_answered(standing(item), Framing(("responses",), (), language))

    assert said(library.counts["would_recommend"]) == "base 11; no answer 1"
    assert said(library.counts["services.study"]) == "base 5; not asked 7"
    assert said(library.counts["branch"]) == "base 12"
    left = Counts("branch", {"north": 3}, {"left_empty": 1, "not_asked": 2, "not_seen": 4})
    assert said(left) == "base 3; no answer 1; not asked 2; not seen 4"
    assert said(left, "nl") == "basis 3; geen antwoord 1; niet gevraagd 2; niet gezien 4"


def test_two_equal_shares_are_both_to_be_seen(library_copy: Path, read: Callable[[Path], Any]) -> None:
    equal = """
[[comparison]]
name = "equal"
first = { question = "services", answers = ["study"] }
second = { question = "services", answers = ["courses"] }
design = "paired"
origin = "exploratory"
"""
    settings = (library_copy / "study.toml").read_text(encoding="utf-8")
    (library_copy / "study.toml").write_text(settings.partition("[[comparison]]")[0] + equal, encoding="utf-8")
    item = read(library_copy)
    plot = plots.response_dumbbell(item.counts, item.study)
    assert isinstance(plot, Plot)
    assert plot.alt.endswith("Courses, 40%, 2 of 5: a difference of 0.0 percentage points.")
    marks = []
    for colour in (BLUE, ORANGE):
        found = re.findall(rf'<use xlink:href="#\w+" x="([\d.]+)" y="([\d.]+)" style="fill: {colour.lower()}', plot.svg)
        marks.append(max(found, key=lambda place: float(place[1])))  # the lower one: above it stands the legend
    assert marks[0][0] == marks[1][0]
    assert float(marks[1][1]) - float(marks[0][1]) > 7  # points, as much as a dot is wide


def test_an_infeasible_figure_refutes_the_assumptions(library_copy: Path, read: Callable[[Path], Any]) -> None:
    change(library_copy, "published.csv", "45%", "47%")  # no count out of 1 to 12
    item = read(library_copy)
    plot = plots.ladder_plot(item.study)
    assert isinstance(plot, Plot)
    assert plot.alt.count("no data set can have printed both") == 3
    assert spoken(plots.published_dumbbell(item.study)) == ["Of no comparison can both published shares be drawn."]
    assert "1 can come from all 12 respondents (F2)" in figures(item)["feasibility_map"].alt


def test_a_single_p_value_is_still_drawn(report: Any) -> None:
    plot = plots.ladder_plot(report.study)
    assert isinstance(plot, Plot)
    assert plot.alt.endswith("the same persons answered both: p 1, at most 0.05 in none of 11 tables.")
    assert len(re.findall(rf"<use [^>]*stroke: {BLUE.lower()}", plot.svg)) >= 4  # two ends on each of two rungs


HOSTILE = [
    "Costs <b>$x_1$</b> & more than $5_000$",
    "Coöperatieve gemeenteraadsverkiezingsuitslagen geëvalueerd? " * 5,
    "W" * 150,
    "图书馆 😀",
    "$\\nosuch{1}$ and ^{_}",
]


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_breaks_a_figure(library: Any, label: str) -> None:
    """Warnings are errors here: neither a sign without a glyph nor a layout that collapses may warn."""
    study = library.study
    choices = {
        name: tuple(replace(item, label={"en": label}) for item in levels) for name, levels in study.choices.items()
    }
    questions = tuple(replace(question, label={"nl": label}) for question in study.questions)
    comparison = replace(study.comparisons[0], name="a_very_long_name_" * 12)
    spoilt = replace(study, questions=questions, choices=choices, comparisons=(comparison,))
    for name, plot in figures(replace(library, study=spoilt)).items():
        tree = ElementTree.fromstring(plot.svg)  # well-formed, whatever the label
        assert tree.findtext(f"{SVG}desc", "").startswith(plot.alt)
        if name in {"dot_interval", "likert 0"}:
            assert label.split()[0] in plot.alt


def relabelled(item: Any, label: str) -> Any:
    """The same study with another text of its first question."""
    questions = tuple(
        replace(question, label={"en": label}) if question.name == "visits_weekly" else question
        for question in item.study.questions
    )
    return replace(item, study=replace(item.study, questions=questions))


def test_dollars_are_drawn_as_dollars(library: Any) -> None:
    plot = figures(relabelled(library, "between $5 and $x$"))["dot_interval"]
    dollar = get_font(findfont("DejaVu Sans")).get_char_index(ord("$"))
    assert plot.svg.count(f'xlink:href="#DejaVuSans-{dollar:x}"') == 3


def test_a_long_label_takes_nothing_from_the_drawing(library: Any) -> None:
    widths = set()
    for label in ("short", "a long label " * 30):
        plot = figures(relabelled(library, label))["dot_interval"]
        grid = [horizontal(path)[0] for path in elements(plot, f"stroke: {LIGHT}")]
        widths.add((min(grid), max(grid)))
    assert len(widths) == 1


@pytest.mark.parametrize("text", [*HOSTILE, "short", ""])
@pytest.mark.parametrize("inches", [4.9, 1.7])
def test_no_line_of_a_label_is_wider_than_its_room(text: str, inches: float) -> None:
    font = FontProperties(family="DejaVu Sans", size=8.5)
    lines = wrapped(text, inches).split("\n")
    if "图" not in text:  # a box has no width of its own letter
        drawn = [TextPath((0, 0), line.replace("$", "\\$"), prop=font) for line in lines if line]
        assert all(path.get_extents().width <= inches * 72 for path in drawn)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_bars_leave_room_for_the_labels_above_them() -> None:
    heights, total = stacked(["one line", "two\nlines", "one"], gap=0.36)
    assert heights == sorted(heights)
    assert heights[1] - heights[0] > heights[2] - heights[1]
    assert total > heights[-1]


def test_a_study_of_many_respondents_has_a_map(gemeenten: Any) -> None:
    plot = plots.feasibility_map(replace(gemeenten.study, respondents=400, invited=None))
    assert isinstance(plot, Plot)
    assert plot.alt.startswith("14 published figures against bases 1 to 400: ")
    assert plot.svg.count("<image ") == 1
    assert len(plot.svg) < 300_000
    near = plots.feasibility_map(gemeenten.study)
    assert isinstance(near, Plot)
    filled = sum(len(feasible_counts(figure.wording, 31)["base"].unique()) for figure in gemeenten.study.figures)
    assert near.svg.count(f"fill: {BLUE.lower()}") == filled
    assert near.svg.count(f"fill: {PALE.lower()}") == 14 * 31 - filled


def test_where_no_base_explains_anything(library: Any) -> None:
    (first, *_) = library.study.figures
    plot = plots.feasibility_map(replace(library.study, figures=(replace(first, wording="47%"),)))
    assert isinstance(plot, Plot)
    assert plot.alt.endswith("0 can come from all 12 respondents (none); no base explains any of them.")


def test_a_question_with_several_rows_is_named_once(library: Any) -> None:
    plot = figures(library)["dot_interval"]
    assert plot.svg.count("<!-- I would recommend the library") == 1
    assert plot.svg.count("<!-- Which services did you use?") == 1
    assert plot.svg.count("<!-- Do you visit every week? –\u00a0Yes -->") == 1


def test_a_list_without_scores_has_no_likert_figure(gemeenten: Any) -> None:
    shown = plots.likert(gemeenten.counts, gemeenten.study)
    assert [spoken(one) for one in shown] == [
        ["The study has no question with ordered answers, such as from disagree to agree."]
    ]
