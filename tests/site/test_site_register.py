"""The page of the register, by which somebody has to sign off the pages of real responses."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from studies import choices, question, study_of

from collabstudy.counting import count
from collabstudy.disclosure import Entry, Release, known_as
from collabstudy.site.register_page import Told, register_page
from collabstudy.study import Study

YES_NO, TOWNS = choices("yn", "yes", "no"), choices("towns", "ashby", "byford", "corton")


def survey() -> Study:
    return study_of(
        question("weekly", "select_one yn"),
        replace(question("town", "select_one towns"), identifying=True),
        question("helped", "select_one yn", relevant="${town} = 'corton'"),
        question("age", "integer"),
        question("remark", "text"),
        lists=[YES_NO, TOWNS],
    )


def told() -> Told:
    towns = ["ashby"] * 12 + ["byford"] * 11 + ["corton"] * 4
    frame = pd.DataFrame({"town": pd.Categorical(towns, ["ashby", "byford", "corton", "left_empty"])})
    frame["weekly"] = pd.Categorical(["yes"] * 20 + ["no"] * 7, ["yes", "no", "left_empty"])
    frame["helped"] = pd.Categorical(["not_asked"] * 23 + ["yes"] * 4, ["yes", "no", "left_empty", "not_asked"])
    cells = (
        known_as({"town": ["ashby"], "weekly": ["yes"]}, 12),
        known_as({"town": ["byford"], "weekly": ["yes"]}, 0, 4),
    )
    now = [
        Entry("n", "03_crosstabs", "by town", Release(("town", "weekly"), 27, cells, ("town",))),
        Entry("n", "03_crosstabs (0123)", "other", Release(("weekly",), 27, cells[:1])),
        Entry("n", "02_descriptives", "numbers", Release(("age",), 26, (), (), 10, "mean 41")),
    ]
    earlier = [Entry("o", "02_descriptives", "shares", Release((), 25, (known_as({}, 25),)))]
    return Told(now, earlier, {"town × weekly": ["helped", "tools"]}, count(frame, survey()))


def rows(page: str) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", page)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]


def test_it_says_what_becomes_of_each_question_and_lists_every_table() -> None:
    page = register_page(told(), survey(), "en").decode()
    assert "No base below 10 (the usual threshold); no cell below 5" in page
    assert "Beside town × weekly the following was left out: helped, tools." in page
    listed = rows(page)
    questions = [row[:1] + row[2:] for row in listed if len(row) == 5][1:]
    assert questions == [
        ["response_id", "no", "no", "nothing"],
        ["weekly", "no", "no", "every count"],
        ["town", "yes", "no", "large groups; small ones pooled"],
        ["helped", "no", "yes", "nothing"],
        ["age", "no", "no", "a mean at most"],
        ["remark", "no", "no", "nothing"],
    ]
    by_town = '<a href="03_crosstabs.html#result-by-town">by town</a>'
    numbers = '<a href="02_descriptives.html#result-numbers">numbers</a>'
    assert [row for row in listed if len(row) == 9][1:] == [
        ["now", "03_crosstabs", by_town, "town × weekly", "town", "27", "1", "1", "no"],
        ["now", "03_crosstabs (0123)", "other", "weekly", "–", "27", "1", "0", "no"],
        ["now", "02_descriptives", numbers, "age", "–", "26", "0", "0", "yes"],
        ["earlier 1", "02_descriptives", "shares", "all respondents", "–", "25", "1", "0", "no"],
    ]


def test_in_dutch_it_leads_to_the_same_results() -> None:
    page = register_page(told(), survey(), "nl").decode()
    assert "Geen basis onder 10" in page
    assert '<a href="../03_crosstabs.html#result-by-town">by town</a>' in page
    assert ["eerder 1", "02_descriptives", "shares", "alle respondenten", "–", "25", "1", "0", "nee"] in rows(page)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_names_of_questions_stay_text(language: str) -> None:
    entry = replace(told().entries[1], key="<script>", release=Release(("<b>x</b>",), 27))
    page = register_page(replace(told(), entries=[entry], earlier=[]), survey(), language).decode()
    assert "<script>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
