"""The first page of a survey of one's own: which answers more than half gave, counted and tested by hand."""

from dataclasses import replace
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from readings import spoken
from studies import choices, in_columns, question, study_of

from collabstudy.counting import Counts
from collabstudy.disclosure import Release
from collabstudy.reporting.languages.phrases import said
from collabstudy.reporting.majorities import majority_findings
from collabstudy.reporting.tiers import tier_findings
from collabstudy.study import Study

YES_NO, COLOURS, TOOLS = (
    choices("yn", "yes", "no"),
    choices("colours", "red", "blue", "grey"),
    choices("tools", "phone"),
)


def survey(**settings: Any) -> Study:
    study = study_of(
        question("weekly", "select_one yn", label={"en": "Every week?", "nl": "Elke week?"}),
        question("colour", "select_one colours", label={"en": "Which colour?"}),
        question("tools", "select_multiple tools", label={"en": "Which tools?"}),
        question("helped", "select_one yn", relevant="${weekly} = 'yes'", label={"en": "Did it help?"}),
        replace(question("town", "select_one colours"), identifying=True),
        lists=[YES_NO, COLOURS, in_columns(TOOLS)],
    )
    return replace(study, respondents=31, **settings)


COUNTS = {
    "weekly": Counts("weekly", {"yes": 3, "no": 28}, {"left_empty": 0}),
    "colour": Counts("colour", {"red": 14, "blue": 12, "grey": 4}, {"left_empty": 1}),
    "tools.phone": Counts("tools.phone", {"yes": 16, "no": 13}, {"left_empty": 2}),
    "helped": Counts("helped", {"yes": 12, "no": 0}, {"left_empty": 0, "not_asked": 19}),
    "town": Counts("town", {"red": 20, "blue": 11, "grey": 0}, {"left_empty": 0}),
}


def two_sided(count: int, base: int) -> Fraction:
    return min(Fraction(1), Fraction(2 * sum(comb(base, at) for at in range(count, base + 1)), 2**base))


def test_among_those_who_answered_majorities_are_counted() -> None:
    found = majority_findings(survey(), COUNTS)["among"]
    assert spoken(found) == [
        "More than half gave one and the same answer to 3 of 4 questions and options.",
        "Did it help? – yes: 12 of the 12 who answered it (100%).",
        "Every week? – no: 28 of the 31 who answered it (90%).",
        "Which tools? – phone: 16 of the 29 who answered it (55%).",
    ]
    assert found.data == {"certainty": "certain", "why": "counted", "questions": ["helped", "weekly", "tools"]}
    assert said(found.sentences[2], "nl") == "Elke week? – no: 28 van de 31 die de vraag beantwoordden (90%)."


def test_beyond_chance_is_what_holms_correction_leaves() -> None:
    # four are tested: two are beyond chance even when multiplied by four and by three
    assert 4 * two_sided(28, 31) < Fraction(1, 20)
    assert 3 * two_sided(12, 12) < Fraction(1, 20)
    assert 2 * two_sided(16, 29) > Fraction(1, 20)
    found = majority_findings(survey(), COUNTS)["significance"]
    lead, unsure, named = spoken(found)
    assert lead.startswith("Majorities that a test calls larger than one half: 2 of 3 (exact binomial test, Holm")
    assert unsure.startswith("Of the others too few answered")
    assert named == "Which tools? – phone: 16 of the 29 who answered it (55%)."
    assert found.data["certainty"] == "depends"


@pytest.mark.parametrize(("yes", "beyond"), [(9, 0), (10, 1)])
def test_with_one_question_the_test_is_not_corrected(yes: int, beyond: int) -> None:
    # nine of eleven: p = .065; ten: p = .012
    assert (two_sided(yes, 11) <= Fraction(1, 20)) is bool(beyond)
    found = majority_findings(survey(), {"weekly": Counts("weekly", {"yes": yes, "no": 11 - yes}, {})})
    assert f"larger than one half: {beyond} of 1 (" in spoken(found["significance"])[0]


@pytest.mark.parametrize(("invited", "certain", "certainty"), [(55, 1, "depends"), (56, 0, "open"), (31, 1, "depends")])
def test_of_the_invited_it_holds_where_the_silent_could_not_turn_it(invited: int, certain: int, certainty: str) -> None:
    # 28 are more than half of 55 and not of 56; 16 are more than half of 31, but two of these were silent on it
    found = majority_findings(survey(invited=(invited, invited)), COUNTS)["invited"]
    shown = certain + (invited == 31)  # then 16 of 31 are a majority whatever the two would have said
    assert spoken(found)[0].endswith(f"would have said: {shown} of 3.")
    assert found.data["certainty"] == certainty


def test_where_nobody_knows_how_many_were_invited_nothing_is_said_of_them() -> None:
    found = majority_findings(survey(), COUNTS)["invited"]
    assert (found.data["certainty"], found.data["why"]) == ("open", "uninvited")


def test_no_identifying_question_and_no_small_base_and_what_is_told_is_in_the_register() -> None:
    found = majority_findings(survey(), COUNTS | {"weekly": Counts("weekly", {"yes": 0, "no": 9}, {})})
    for finding in found.values():
        assert isinstance(finding.releases[0], Release)
        assert {name for release in finding.releases for name in release.variables} == {
            "colour",
            "tools.phone",
            "helped",
        }
        assert "town" not in str(finding.sentences)
        assert "Every week" not in str(finding.sentences)


def test_of_more_than_five_the_rest_is_counted() -> None:
    asked = [question(f"q{at}", "select_one yn", label={"en": f"Question {at}?"}) for at in range(8)]
    study = replace(study_of(*asked, lists=[YES_NO]), respondents=20)
    counts = {item.name: Counts(item.name, {"yes": 20 - at, "no": at}, {}) for at, item in enumerate(asked)}
    sentences = spoken(majority_findings(study, counts)["among"])
    assert sentences[1:3] == [
        "Question 0? – yes: 20 of the 20 who answered it (100%).",
        "Question 1? – yes: 19 of the 20 who answered it (95%).",
    ]
    assert sentences[6:] == ["And 3 more, in the tables."]


def test_synthetic_responses_have_no_tiers_and_published_figures_have_their_own(gemeenten: Any, library: Any) -> None:
    bare = replace(gemeenten.study, figures=(), statements=())
    assert tier_findings(bare, gemeenten.frame) == {}
    assert tier_findings(gemeenten.study, gemeenten.frame) == tier_findings(gemeenten.study)
    own = replace(library.study, figures=(), statements=())
    assert set(tier_findings(own, library.frame)) == {"among", "significance", "invited"}
    assert tier_findings(own, None) == {}
