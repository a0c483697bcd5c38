"""What columns are taken for, each by a table of a few rows; what is expected was written by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from collabstudy.errors import StudyError
from collabstudy.importing import Field, ImportLog, TextTable
from collabstudy.personal import is_bsn, is_iban
from collabstudy.scaffold import Draft, drafted, next_steps
from collabstudy.scaffold.folder import write
from collabstudy.scaffold.names import level_name, named
from collabstudy.scaffold.scales import known_scale, numbered_scale
from collabstudy.study import Rule, Study


def draft(platform: str = "csv", **columns: Sequence[str]) -> Draft:
    """The draft of columns of one length; ``__`` in a name stands for a blank."""
    fields = [name.replace("__", " ") for name in columns]
    rows = list(zip(*columns.values(), strict=True))
    table = TextTable.of("export.csv", fields, rows, range(2, len(rows) + 2))
    return drafted(table, ImportLog("export.csv", platform, "utf-8", ";", len(rows), len(fields), 0))


def only(cells: Sequence[str], header: str = "q7") -> tuple[str, list[tuple[str, ...]], str]:
    """The type of a single column beside an id, the texts of its levels in order, and its note."""
    made = draft(id=[str(number) for number in range(len(cells))], **{header: list(cells)})
    question = made.questions[1]
    levels = [choice.raw for choice in made.choices]
    return question.type, levels, question.note


TYPES = [
    (["12", "7", "30", "12"], "integer"),
    (["12", "", "-3", "4"], "integer"),
    (["50", "+50", "50", "+50"], "select_one"),  # fifty or more
    (["1.000", "2.500", "3.5", ""], "text"),  # one, or a thousand
    (["*", "a", "*", "a"], "text"),  # a star in raw means any text
    (["0363", "0014", "0363", "0014"], "select_one"),  # codes of municipalities, not numbers
    (["1.5", "2", "", "3.25"], "decimal"),
    (["1,5", "2", "", "3,25"], "decimal"),
    (["1,5", "2.5", "1,5", "2.5"], "select_one"),  # nobody writes both
    (["1234567890123456", "2", "3", "4"], "text"),  # more digits than a number keeps
    (["2026-03-02", "2026-03-03 10:11:12", "", "2025-12-31"], "date"),
    (["2026-02-30", "2026-02-30", "2026-02-28", "2026-02-28"], "select_one"),  # no such day
    (["3-4-2026", "4-3-2026", "5-3-2026", "6-3-2026"], "text"),
    (["Ja", "Nee", "", "Ja"], "select_one"),
    (["A;B", "B", "A", "A;B"], "select_multiple"),
    (["A, B", "B", "A", "B, A"], "select_multiple"),
    (["$50,000 - $99,999", "$0 - $9,999", "$10,000 - $49,999"] * 4, "select_one"),  # amounts, one answer each
    (["Zorg, welzijn", "Wonen", "Zorg, welzijn", "Wonen"] * 3, "select_one"),
    (["one thing", "another thing", "a third thing", "and a fourth"], "text"),
    (["a|b", "a|b", "c", "c"], "text"),  # raw cannot hold a bar
    (["", "", "", ""], "text"),
]


@pytest.mark.parametrize(("cells", "expected"), TYPES)
def test_types(cells: list[str], expected: str) -> None:
    type_, _, note = only(cells)
    assert (type_, note[:7]) == (expected, "guess: ")


def test_a_date_in_another_order_is_said_and_not_read() -> None:
    assert "nothing tells day from month" in only(["3-4-2026", "4-3-2026", "5-3-2026", "6-3-2026"])[2]


def test_a_known_scale_is_put_in_order_with_what_is_no_answer_at_the_end() -> None:
    type_, levels, note = only(["Zeer eens", "Weet niet", "Oneens", "zeer eens", "Eens", "Eens"])
    assert type_ == "select_one"
    assert levels == [("Zeer oneens",), ("Oneens",), ("Eens",), ("Zeer eens", "zeer eens"), ("Weet niet",)]
    assert note == "guess: the known scale agree4; agree5 and agree7 would fit too"


def test_scores_and_kinds_of_missing() -> None:
    found = known_scale(["Nee", "Ja", "Weet niet", "N.v.t."])
    assert found is not None
    scale, levels = found
    assert scale == "yes_no"
    assert [(level.name, level.raw, level.score, level.missing) for level in levels] == [
        ("yes", ("Ja",), 1.0, ""),
        ("no", ("Nee",), 0.0, ""),
        ("dont_know", ("Weet niet",), None, "dont_know"),
        ("not_applicable", ("N.v.t.",), None, "not_applicable"),
    ]


@pytest.mark.parametrize("texts", [["Agree", "Somewhat agree", "Disagree"], ["Ja", "J"], ["Eens", "Blauw"], []])
def test_no_two_answers_become_one_level(texts: list[str]) -> None:
    """Two texts that a scale has for the same level are two answers here, unless only capitals differ."""
    found = known_scale(texts)
    if found:
        raws = [set(level.raw) & set(texts) for level in found[1]]
        assert all(len({text.casefold() for text in raw}) <= 1 for raw in raws)
        assert set().union(*raws) == set(texts)
    assert known_scale(["Ja", "J"]) is None


def test_numbers_with_words_at_the_ends() -> None:
    levels = numbered_scale(["5 - veel", "2", "1 (weinig)", "Weet niet"])
    assert levels is not None
    assert [(level.raw, level.score, level.missing) for level in levels] == [
        (("1 (weinig)",), 1.0, ""),
        (("2",), 2.0, ""),
        (("3",), 3.0, ""),
        (("4",), 4.0, ""),
        (("5 - veel",), 5.0, ""),
        (("Weet niet",), None, "dont_know"),
    ]
    assert numbered_scale(["1", "2", "3"]) is None
    assert numbered_scale(["1 kind", "1 - kind", "2"]) is None


def test_an_unknown_order_is_said() -> None:
    _, levels, note = only(["Rood", "Blauw", "Rood", "Blauw", "Groen", "Groen"])
    assert levels == [("Rood",), ("Blauw",), ("Groen",)]
    assert note == "guess: few answers, in order of appearance: put them in their order"


def test_options_with_a_column_each() -> None:
    columns = {
        "q3[SQ001]. Wat leest u? [Krant]": ["Ja", "Nee", "Ja", ""],
        "q3[SQ002]. Wat leest u? [Boek]": ["Nee", "Nee", "Nee", ""],
        "q3[other]. Wat leest u? [Anders]": ["", "brieven van vroeger", "", "een bijsluiter van iets"],
    }
    made = draft(id=list("abcd"), **columns)
    assert [(question.type, question.column) for question in made.questions[1:]] == [
        ("select_multiple", ""),
        ("text", "q3[other]. Wat leest u? [Anders]"),
    ]
    assert [(choice.name, choice.raw, choice.not_chosen) for choice in made.choices] == [
        ("krant", ("Ja",), ("Nee",)),
        ("boek", ("Ja",), ("Nee",)),
    ]
    assert made.questions[1].label == {"nl": "Wat leest u?"}


def test_an_option_with_a_comma_stays_whole() -> None:
    cells = ["Zorg, welzijn, jeugd, Wonen", "Wonen", "Zorg, welzijn, jeugd", "Werk, Zorg, welzijn, jeugd", "Werk"] * 2
    type_, levels, note = only(cells)
    assert type_ == "select_multiple"
    assert levels == [("Zorg, welzijn, jeugd",), ("Wonen",), ("Werk",)]
    assert "'Zorg, welzijn, jeugd' always stands whole" in note


def test_own_words_are_no_levels() -> None:
    """A level stands on every page, so what one person wrote goes under one level of any other text."""
    cells = ["Vrouw", "Man"] * 4 + ["Ik ben een houten bank", "Zeg ik liever niet"]
    type_, levels, note = only(cells)
    assert (type_, levels) == ("select_one", [("Vrouw",), ("Man",), ("*",), ("Zeg ik liever niet",)])
    assert "1 long text of one person each went under other (raw `*`, never kept)" in note
    assert "houten" not in note


def test_own_words_among_joined_answers() -> None:
    cells = ["Krant, Boek", "Boek, Tv", "Tv, Krant", "Krant", "Radio"] * 2
    _, levels, _ = only([*cells, "Boek, de krant van mijn buren", "Radio, Krant"])
    assert levels == [("Krant",), ("Boek",), ("Tv",), ("Radio",), ("*",)]


def test_a_short_text_that_stands_once_is_in_doubt() -> None:
    _, levels, note = only(["Vrouw", "Man", "Vrouw", "Man", "Anders", "Man"])
    assert levels == [("Vrouw",), ("Man",), ("Anders",)]
    assert "what stands there once is perhaps people's own words" in note


BESIDE_OTHER = [  # the marks of three options and of a text beside "other", and the options that are drafted
    ({"[SQ001]. Wat? [Krant]": "Y|", "[SQ002]. Wat? [Boek]": "|Y", "[other]. Wat? [Anders]": "|brieven"}, 2),
    ({"[SQ001]. Wat? [Krant]": "1|", "[SQ002]. Wat? [Boek]": "1|1", "[other]. Wat? [Anders]": "|brieven"}, 2),
    ({"[SQ001]. Wat? [Krant]": "Y|", "[SQ002]. Wat? [Boek]": "|", "[other]. Wat? [Anders]": "|brieven"}, 2),
    ({"[1]. Wat? [Krant]": "Krant|", "[2]. Wat? [Boek]": "Boek|", "[3]. Wat? [Anders]": "brieven|"}, 2),
]


@pytest.mark.parametrize(("columns", "options"), BESIDE_OTHER)
def test_a_single_text_beside_other_is_no_option(columns: dict[str, str], options: int) -> None:
    made = draft(id=["a", "b"], **{f"q2{name}": cells.split("|") for name, cells in columns.items()})
    drafted_options = [choice for choice in made.choices if choice.list_name == made.questions[1].list_name]
    assert (made.questions[1].type, made.questions[1].column) == ("select_multiple", "")
    assert [choice.column for choice in drafted_options] == [f"q2{name}" for name in list(columns)[:options]]


def test_a_grid_shares_one_list() -> None:
    columns = {f"g[{row}]. [{row}]": cells for row, cells in {"a": ["Often", "Never"], "b": ["Always", ""]}.items()}
    made = draft(id=["x", "y"], **columns)
    assert [question.list_name for question in made.questions[1:]] == ["often5", "often5"]
    assert [choice.name for choice in made.choices] == ["never", "rarely", "sometimes", "often", "always"]


def test_levels_that_the_file_declares() -> None:
    coded = Field("v1", "Bent u tevreden met uw werk?", {"1": "Nee", "2": "Ja", "99": "Geen antwoord"}, ("99",))
    table = TextTable.of("export.sav", [coded], [["2"], ["1"], ["99"], ["3"]], range(1, 5))
    made = drafted(table, ImportLog("export.sav", "spss", "", "", 4, 1, 0))
    assert [(choice.raw, choice.label["nl"], choice.missing) for choice in made.choices] == [
        (("1",), "Nee", ""),
        (("2",), "Ja", ""),
        (("3",), "3", ""),
        (("99",), "Geen antwoord", "no_answer"),
    ]
    assert made.questions[0].column == "(line)"  # nothing else tells four rows apart
    assert "some texts have no label there" in made.questions[1].note


CODED = [  # cells, labels, codes declared as missing, type, levels (raw and kind)
    (["12", "99", "8.5", "40"], {}, ("99",), "decimal", [("99", "no_answer")]),
    (["12", "98", "8", "99"], {"98": "De persoon weigert", "99": "N.v.t."}, ("98", "99"), "integer",
     [("98", "refused"), ("99", "not_applicable")]),
    (["12", ".a", "8", ""], {".a": "Weet niet (1)"}, (".a",), "integer", [(".a", "dont_know")]),
    (["Ja", "9", "Nee", "Ja"], {}, ("9",), "select_one", [("Ja", ""), ("Nee", ""), ("9", "no_answer")]),
    (["Rood", "9", "Blauw", "Rood"], {}, ("9",), "select_one", [("Rood", ""), ("Blauw", ""), ("9", "no_answer")]),
    (["1", "2", "97", "1"], {"1": "Nee", "2": "Ja"}, ("97",), "select_one",
     [("1", ""), ("2", ""), ("97", "no_answer")]),
    (["1 - weinig", "2", "4 - veel", "3"], {}, ("2",), "select_one",
     [("1 - weinig", ""), ("3", ""), ("4 - veel", ""), ("2", "no_answer")]),  # the gap is no level
    (["2026-03-02", "2026-03-03", "1582-12-31", ""], {}, ("1582-12-31",), "text", []),
    (["99", "99", "99", ""], {}, ("99",), "text", []),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "labels", "missing", "type_", "levels"), CODED)
def test_codes_that_the_file_declares_as_missing_are_no_answers(
    cells: list[str], labels: dict[str, str], missing: tuple[str, ...], type_: str, levels: list[tuple[str, str]]
) -> None:
    field = Field("v1", "Hoeveel uren?", labels, missing)
    table = TextTable.of("export.sav", [field], [[cell] for cell in cells], range(1, 5))
    made = drafted(table, ImportLog("export.sav", "spss", "", "", 4, 1, 0))
    assert made.questions[1].type == type_
    assert [(choice.raw[0], choice.missing) for choice in made.choices] == levels


PERSONAL = [
    ("E-mailadres", ["", ""], "e-mail address, by its header"),
    ("Uw naam", ["", ""], "name, by its header"),
    ("contact", ["a@b.nl", "c@d.org"], "e-mail address, by its cells"),
    ("waarvandaan", ["192.0.2.1", "2001:db8::1"], "IP address, by its cells"),
    ("rekening", ["NL91 ABNA 0417 1643 00", ""], "bank account, by its cells"),
    ("nr", ["111222333", "123456782"], "citizen service number, by its cells"),
    ("waar", ["1234 AB", "9999ZZ"], "postcode, by its cells"),
    ("plek", ["52.37022, 4.89517", ""], "coordinates, by its cells"),
    ("bel mij", ["06-12345678", "+31 20 123 45 67"], "telephone number, by its cells"),
]


@pytest.mark.parametrize(("header", "cells", "why"), PERSONAL)
def test_what_may_say_who_somebody_is_is_left_out(header: str, cells: list[str], why: str) -> None:
    made = draft(id=["x", "y"], **{header: cells})
    assert made.ignored == ((header, f"perhaps personal data: {why}"),)
    assert made.personal == (header,)


def test_a_name_in_a_group_of_questions() -> None:
    fields = [Field("werk/uren", group="werk"), Field("werk/naam", group="werk")]
    table = TextTable.of("export.csv", fields, [["3", "Jan"], ["3", "Piet"]], [2, 3])
    assert drafted(table, ImportLog("export.csv", "kobo", "", "", 2, 2, 0)).personal == ("werk/naam",)


def test_what_only_sounds_like_it_stays() -> None:
    long = "Kent u de naam van het programma waarmee u uw adresboek bijhoudt?"
    made = draft(id=["x", "y"], **{long: ["Ja", "Nee"], "Gemeente": ["0363", "0363"], "getal": ["111222334", "5"]})
    assert made.ignored == ()
    assert [question.identifying for question in made.questions] == [False, False, True, False]
    assert "municipality: it may tell who somebody is" in made.questions[2].note


@pytest.mark.parametrize("cells", [("1", "0"), ("Y", ""), ("Ja", "Nee"), ("Telefoon", "")])
def test_a_ticked_option_is_not_personal(cells: tuple[str, str]) -> None:
    fields = [Field("m1", "Telefoon", group="m"), Field("m2", "Naam", group="m")]
    own = ("", "Naam") if "Telefoon" in cells else cells
    table = TextTable.of("export.sav", fields, list(zip(cells, own, strict=True)) * 2, range(1, 5))
    made = drafted(table, ImportLog("export.sav", "spss", "", "", 4, 2, 0))
    assert made.personal == ()
    assert [choice.column for choice in made.choices] == ["m1", "m2"]


def test_an_address_inside_a_remark_is_said() -> None:
    cells = ["mail mij op a@b.nl", "niets", "mooi zo", "nee hoor"]
    assert only(cells)[2] == "guess: free text; some cell holds personal data (e-mail address)"


def test_check_digits() -> None:
    """111222333 and 123456782 are the numbers with which the eleven-test is taught; NL91ABNA0417164300 is the example
    of the IBAN registry for the Netherlands."""
    assert is_bsn("111222333")
    assert is_bsn("123456782")
    assert not is_bsn("123456789")
    assert not is_bsn("000000000")
    assert is_iban("NL91ABNA0417164300")
    assert not is_iban("NL91ABNA0417164301")


def test_rules_of_the_platforms() -> None:
    partial = draft("limesurvey", id=["1", "2"], submitdate=["2026-03-02 10:11:12", ""], q=["Ja", "Nee"])
    assert partial.rules.complete_when is not None
    assert (partial.rules.complete_when.column, partial.rules.complete_when.filled) == ("submitdate", True)
    assert (partial.rows, partial.used) == (2, 1)
    seen = draft(
        "qualtrics",
        ResponseId=["R_1", "R_2", "R_3"],
        Status=["IP Address", "Survey Preview", "IP Address"],
        Finished=["True", "True", "False"],
        Q1=["Yes", "No", "Yes"],
    )
    assert seen.rules.complete_when is not None
    assert seen.rules.test_when is not None
    assert (seen.rules.complete_when.equals, seen.rules.test_when.equals) == ("True", "Survey Preview")
    assert (seen.rows, seen.used, seen.id) == (3, 1, "ResponseId")
    nobody = draft("qualtrics", ResponseId=["R_1", "R_2"], Finished=["False", "False"], Q1=["Yes", "No"])
    assert nobody.rules.complete_when is not None
    assert (nobody.rules.complete_when.equals, nobody.used) == ("True", 0)
    everyone = draft("qualtrics", ResponseId=["R_1"], Status=["Survey Preview"], Q1=["Yes"])
    assert everyone.rules.test_when is not None
    assert (everyone.rules.test_when.equals, everyone.used) == ("Survey Preview", 0)


# Qualtrics's documentation: 0 an ordinary response, 1 a preview, 2 a test
@pytest.mark.parametrize(
    ("header", "cells", "tests"),
    [
        ("Status", ["1", "0", "2", "0"], ("1", "2")),
        ("Status", ["8", "0", "0", "0"], None),
        ("Antworttyp", ["Umfragevorschau", "IP-Adresse", "IP-Adresse", "IP-Adresse"], "Umfragevorschau"),
        ("Tipo de respuesta", ["Vista previa", "Dirección IP", "Dirección IP", "Dirección IP"], "Vista previa"),
    ],
)
def test_tests_in_numbers_and_other_languages(header: str, cells: list[str], tests: str | tuple[str, ...]) -> None:
    made = draft("qualtrics", ResponseId=list("abcd"), **{header: cells}, Q1=["Yes", "No", "Yes", "No"])
    assert (made.rules.test_when.equals if made.rules.test_when else None) == tests
    assert made.used == 4 - sum(cell in (tests or ()) for cell in cells)


def test_a_number_is_no_test_on_another_platform() -> None:
    assert (
        draft("alchemer", **{"Response ID": ["1", "2"], "Status": ["1", "2"], "Q": ["a", "b"]}).rules.test_when is None
    )


FINISHED = [  # cells of Qualtrics's column Finished, the texts of a complete answer, those known of an incomplete one
    (["True", "False", "True"], "True", ("False",)),
    (["Wahr", "WAHR", "Falsch"], ("Wahr", "WAHR"), ("Falsch",)),  # a spreadsheet had rewritten one
    (["Onwaar", "Onwaar", "Onwaar"], "Waar", ("Onwaar",)),
    (["1", "1", "1"], "1", ()),
    (["True", "misschien", "False"], "True", ("False",)),  # what nobody knows is left to its reader
]


@pytest.mark.parametrize(("cells", "complete", "ordinary"), FINISHED)
def test_what_is_known_of_incomplete_answers(
    tmp_path: Path, cells: list[str], complete: str | tuple[str, ...], ordinary: tuple[str, ...]
) -> None:
    made = draft("qualtrics", ResponseId=["R_1", "R_2", "R_3"], Finished=cells, Q1=["Yes", "No", "No"])
    rule = made.rules.complete_when
    assert rule is not None
    assert (rule.equals, rule.ordinary) == (complete, ordinary)
    (tmp_path / "export.csv").write_text("stands for the table", encoding="utf-8")
    write(tmp_path / "study", made, tmp_path / "export.csv", "qualtrics")
    responses = Study.load(tmp_path / "study").responses
    assert responses is not None
    assert responses.complete_when == rule


def test_progress_has_no_words() -> None:
    made = draft("qualtrics", ResponseId=["R_1", "R_2", "R_3"], Progress=["100", "40", "70"], Q1=["Yes", "No", "No"])
    assert made.rules.complete_when == Rule("Progress", equals="100")


def test_that_nobody_counts_is_said() -> None:
    made = draft("qualtrics", ResponseId=["R_1", "R_2"], Status=["1", "2"], Q1=["Yes", "No"])
    said = next_steps(Path("pilot"), made)
    assert "by test_when (column Status) in study.toml each is a test or partial" in said[1]


def test_the_older_columns_of_qualtrics_go_by_their_label() -> None:
    labels = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status"]
    labels += ["StartDate", "EndDate", "Finished", "Tevreden?"]
    names = [*(f"V{number}" for number in range(1, 11)), "Q1"]
    fields = [Field(name, label) for name, label in zip(names, labels, strict=True)]
    own = ["Default", "Anonymous", "", "", "192.0.2.1", "0", "2014-03-01", "2014-03-01"]
    rows = [["R_1", *own, "1", "Ja"], ["R_2", *own, "0", "Nee"]]
    table = TextTable.of("export.csv", fields, rows, [3, 4])
    made = drafted(table, ImportLog("export.csv", "qualtrics", "utf-8", ",", 2, 11, 0))
    assert [(question.name, question.column) for question in made.questions] == [("V1", "V1"), ("Q1", "Q1")]
    assert made.rules.complete_when is not None
    assert (made.rules.complete_when.column, made.rules.complete_when.equals) == ("V10", "1")
    assert made.personal == ("V3", "V4", "V5", "V6")
    assert (made.rows, made.used) == (2, 1)


def test_a_header_that_the_codebook_cannot_name() -> None:
    with pytest.raises(StudyError, match=r"column '\(line\)': questions.csv cannot name a column with this header"):
        draft(**{"(line)": ["a"]})
    assert draft(**{"": ["1", "2"], "q": ["Ja", "Nee"]}).ignored[0][0] == ""


def test_names() -> None:
    assert named("Wat vindt u van de café's?", ()) == "Wat_vindt_u_van_de_cafes"
    assert named("q1", {"q1"}) == "q1_2"
    assert named("Q1", {"q1"}) == "Q1_2"
    assert named("1e keuze", ()) == "q1e_keuze"
    assert named("???", ()) == "question"
    assert named("evidence", ()) == "evidence_1"
    assert level_name("Left empty", ()) == "left_empty_1"
    assert level_name("5+", ()) == "l5"


@pytest.mark.parametrize(
    ("cells", "end"),
    [
        (["2", "3", "10 - always", "3"], "low"),
        (["1 - never", "2", "3", "2"], "high"),
        (["1 - never", "2", "10 - always", "2"], ""),
    ],
)
def test_a_scale_of_which_one_end_has_no_words_may_have_gone_on(cells: list[str], end: str) -> None:
    said = f"the {end} end has no words: look whether the scale went on there"
    assert (said in only(cells)[2]) is bool(end)
    assert ("has no words" in only(cells)[2]) is bool(end)
