"""Every way in which study.toml can be wrong: one sentence with line, key, value and mend."""

from pathlib import Path

import pytest
from studies import change, copied, faults_of, forget_hash

from collabstudy import Study
from collabstudy.study.settings import line_of

ALLOWED = "this value is not allowed"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied("library", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("alpha =", "alhpa =", "line 22, column 'analysis.alhpa': unknown key; perhaps 'alpha' is meant."),
        ("[disclosure]", "[disclosures]", "line 27, column 'disclosures': unknown key; perhaps 'disclosure' is meant."),
        ("{ low = 40,", "{ low = 40, hihg = 3,", "line 6, column 'study.invited.hihg': unknown key; perhaps 'high'"),
        (
            "seed = ",
            "zaad = ",
            "line 25, column 'analysis.zaad': unknown key; known here: confidence, alpha, rounding,",
        ),
        ("[study]", "sede = 1\n[study]", "line 2, column 'sede': unknown key; known here: study, responses, analysis,"),
        ("[analysis]", "[nonsense]\n\n[analysis]", "line 20, column 'nonsense': unknown key; known here: study,"),
        ('origin = "a', 'orgin = "b"\norigin = "a', "line 39, column 'comparison.0.orgin': unknown key; perhaps 'ori"),
        (", filled", ", colum = 1, filled", "line 15, column 'responses.complete_when.colum': unknown key; perhaps"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(old: str, new: str, sentence: str, library: Path) -> None:
    change(library, "study.toml", old, new)
    assert any(fault.startswith(f"study.toml, {sentence}") for fault in faults_of(library)), faults_of(library)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("respondents = 12  ", "line 2, column 'study': the key 'respondents' is missing; add it."),
        ("synthetic = false", "line 2, column 'study': the key 'synthetic' is missing; add it."),
        ('format = "limesurvey"', "line 9, column 'responses': the key 'format' is missing; add it."),
        ('file = "responses.csv"', "line 9, column 'responses': the key 'file' is missing; add it."),
        ('id = "response_id"', "line 9, column 'responses': the key 'id' is missing; add it."),
        ('origin = "article"', "line 33, column 'comparison.0': the key 'origin' is missing; add it."),
    ],
)
def test_a_missing_key_is_named_with_its_table(line: str, sentence: str, library: Path) -> None:
    change(library, "study.toml", line, "#")
    assert faults_of(library) == [f"study.toml, {sentence}"]


def test_two_missing_keys_are_two_faults(library: Path) -> None:
    change(library, "study.toml", "respondents = 12  ", "#")
    change(library, "study.toml", "synthetic = false", "#")
    assert sorted(faults_of(library)) == [
        "study.toml, line 2, column 'study': the key 'respondents' is missing; add it.",
        "study.toml, line 2, column 'study': the key 'synthetic' is missing; add it.",
    ]


def test_a_missing_key_of_an_inline_table_is_on_its_line(library: Path) -> None:
    change(library, "study.toml", ", high = 40 }", " }")
    assert faults_of(library) == ["study.toml, line 6, column 'study.invited': the key 'high' is missing; add it."]


def test_an_empty_file_has_no_table_study(library: Path) -> None:
    (library / "study.toml").write_bytes(b"")
    assert faults_of(library) == ["study.toml: the key 'study' is missing; add it."]


@pytest.mark.parametrize(
    ("old", "new", "place", "mend"),
    [
        ("= 12 ", '= "12" ', "line 5, column 'study.respondents', value '\"12\"'", "give the number of people"),
        ("= 12 ", "= true ", "line 5, column 'study.respondents', value 'true'", "give the number of people"),
        ("= 12 ", "= 0 ", "line 5, column 'study.respondents', value '0'", "give the number of people"),
        ("= 12 ", "= 12.5 ", "line 5, column 'study.respondents', value '12.5'", "give the number of people"),
        ("= false ", '= "no" ', "line 4, column 'study.synthetic', value '\"no\"'", "write true or false"),
        ("= false ", "= 0 ", "line 4, column 'study.synthetic', value '0'", "write true or false"),
        ("{ low = 40, high = 40 }", "40", "line 6, column 'study.invited', value '40'", "give an interval, such as"),
        ("0.95", "95", "line 21, column 'analysis.confidence', value '95'", "use a number between 0 and 1"),
        ("0.95", "1.0", "line 21, column 'analysis.confidence', value '1'", "use a number between 0 and 1"),
        ("0.95", "nan", "line 21, column 'analysis.confidence', value '\"nan\"'", "use a number between 0 and 1"),
        ("0.05", "-inf", "line 22, column 'analysis.alpha', value '\"-inf\"'", "use a number between 0 and 1"),
        ("0.05", "0", "line 22, column 'analysis.alpha', value '0'", "use a number between 0 and 1"),
        ("0.05", "2026-01-01", "line 22, column 'analysis.alpha', value '\"2026-01-01\"'", "use a number between"),
        ("half_up", "up", "line 23, column 'analysis.rounding', value '\"up\"'", "use half_up, half_down, half_even"),
        ("20261123", "-1", "line 25, column 'analysis.seed', value '-1'", "use a whole number of at least 0"),
        ("= 10", "= 0", "line 28, column 'disclosure.minimum_base', value '0'", "use a whole number of at least 5"),
        ("= 11", "= 0", "line 31, column 'synthetic.bases.visits_weekly', value '0'", "give a whole number"),
        ('"limes', '"slimes', "line 12, column 'responses.format', value '\"slimesurvey\"'", "use limesurvey"),
        ("header_rows = 1", "header_rows = 4", "line 13, column 'responses.header_rows', value '4'", "use 1, 2 or 3"),
        (
            '"keep_last"',
            '"last"',
            "line 17, column 'responses.duplicates', value '\"last\"'",
            "use error, keep_first or",
        ),
        ('"responses.csv"', '"a/b.csv"', "line 10, column 'responses.file', value '\"a/b.csv\"'", "name a file of"),
        (
            'sha256 = "fc',
            'sha256 = "FC',
            "line 11, column 'responses.sha256', value ",
            "fill it in with `collabstudy check",
        ),
        ('"visits"', '"Visits!"', "line 34, column 'comparison.0.name', value '\"Visits!\"'", "use small letters"),
        ('"paired"', '"pairs"', "line 37, column 'comparison.0.design', value '\"pairs\"'", "use paired or independ"),
        ("first >", "first <", "line 38, column 'comparison.0.relation', value '\"first < second\"'", "use first > se"),
        ('"article"', '"us"', "line 39, column 'comparison.0.origin', value '\"us\"'", "use article, preregistered"),
        ('["yes"]', "[]", "line 35, column 'comparison.0.first.answers', value '[]'", ""),
        ('["yes"]', '"yes"', "line 35, column 'comparison.0.first.answers', value '\"yes\"'", ""),
        ('["startdate", "datestamp", "ipaddr", "refurl"]', '"a"', "line 18, column 'responses.ignore_columns'", "list"),
        ('"datestamp", ', "5, ", "line 18, column 'responses.ignore_columns.1', value '5'", ""),
        (', nl = "Bib', ', nl = 5, de = "Bib', "line 3, column 'study.title.nl', value '5'", ""),
        ("[[comparison]]", "[comparison]", 'line 33, column \'comparison\', value \'{"name": "visits"', ""),
        ("[analysis]", "[analysis.more]\n[analysis]", "line 20, column 'analysis.more'", "known here: confidence"),
    ],
)
def test_a_value_of_another_kind(old: str, new: str, place: str, mend: str, library: Path) -> None:
    change(library, "study.toml", old, new)
    (sentence,) = faults_of(library)
    assert sentence.startswith(f"study.toml, {place}")
    what = "unknown key" if "analysis.more" in place else ALLOWED
    assert f": {what}; {mend}" in sentence
    assert sentence.count(" allowed;") <= 1
    assert "\n" not in sentence


@pytest.mark.parametrize("rule", ["{ column = 'a' }", "{ column = 'a', filled = true, equals = 'b' }"])
def test_a_rule_says_either_filled_or_equals(rule: str, library: Path) -> None:
    change(library, "study.toml", '{ column = "submitdate", filled = true }', rule)
    (sentence,) = faults_of(library)
    assert sentence.startswith("study.toml, line 15, column 'responses.complete_when', value '")
    assert sentence.endswith('use { column = "...", filled = true } or { column = "...", equals = "..." }.')


def test_the_line_of_the_second_of_two_comparisons(library: Path) -> None:
    text = (library / "study.toml").read_text(encoding="utf-8")
    table = text[text.index("[[comparison]]") :]
    second = table.replace('"visits"', '"again"').replace('"paired"', '"pairs"')
    (library / "study.toml").write_text(f"{text}\n{second}", encoding="utf-8")
    (sentence,) = faults_of(library)
    assert sentence.startswith("study.toml, line 45, column 'comparison.1.design', value '\"pairs\"'")


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("alpha = 0.05", "alpha = 0,05", "study.toml, line 22: this is no TOML ("),
        ("alpha = 0.05", "alpha 0.05", "study.toml, line 22: this is no TOML ("),
        ("alpha = 0.05", "confidence = 0.05", "study.toml, line 22: this is no TOML (Cannot overwrite a value)"),
        ("[analysis]", "[study]", "study.toml, line 20: this is no TOML ("),
        ('file = "responses.csv"', 'file = "responses.csv', "study.toml, line 10: this is no TOML ("),
        ('["yes"] }', '["yes"]', "study.toml, line 35: this is no TOML ("),
    ],
)
def test_broken_toml_with_its_line(old: str, new: str, start: str, library: Path) -> None:
    change(library, "study.toml", old, new)
    (sentence,) = faults_of(library)
    assert sentence.startswith(start)
    assert sentence.endswith("; compare the line with the example in docs/studies.md.")
    assert "(at line" not in sentence


def test_toml_that_breaks_off(library: Path) -> None:
    (library / "study.toml").write_text("[study]\ntitle = [", encoding="utf-8")
    (sentence,) = faults_of(library)
    assert "this is no TOML" in sentence
    assert "end of document" not in sentence


def test_a_settings_file_that_is_not_utf8(library: Path) -> None:
    change(library, "study.toml", "confidence = 0.95", b"# caf\xe9\nconfidence = 0.95")
    assert faults_of(library) == ["study.toml, line 21: this is not UTF-8; save the file as UTF-8."]


def test_a_byte_order_mark_does_not_shift_the_line_of_a_wrong_byte(library: Path) -> None:
    (library / "study.toml").write_bytes(b"\xef\xbb\xbf[study]\n\xe9")
    assert faults_of(library) == ["study.toml, line 2: this is not UTF-8; save the file as UTF-8."]


def test_a_missing_settings_file_hides_no_other_fault(library: Path) -> None:
    (library / "study.toml").unlink()
    change(library, "choices.csv", "Ja,1,,Ja|ja|J,", "Ja,high,,Ja|ja|J,")
    first, second = faults_of(library)
    assert first == "study.toml: the file is missing; add it; docs/studies.md shows its keys."
    assert second.startswith("choices.csv, line 2, column 'score', value 'high'")


def test_a_folder_in_place_of_the_settings(library: Path) -> None:
    (library / "study.toml").unlink()
    (library / "study.toml").mkdir()
    assert faults_of(library) == ["study.toml: this is no ordinary file; put a file of text there."]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_mark_and_line_ends_are_welcome(mark: bytes, end: bytes, library: Path) -> None:
    path = library / "study.toml"
    content = path.read_bytes().replace(b"\n", end)
    path.write_bytes(mark + content)
    assert Study.load(library).respondents == 12
    path.write_bytes(mark + content.replace(b"alpha", b"alhpa"))
    assert faults_of(library)[0].startswith("study.toml, line 22, column 'analysis.alhpa'")


def test_every_fault_of_the_settings_in_one_list(library: Path) -> None:
    forget_hash(library)
    for old, new in (("= 12 ", '= "12" '), ("0.95", "95"), ("seed =", "zaad ="), ('origin = "article"', "#")):
        change(library, "study.toml", old, new)
    lines = sorted(sentence.split(",")[1].split(":")[0] for sentence in faults_of(library))
    assert lines == [" line 21", " line 25", " line 33", " line 5"]


def test_characters_that_only_some_count_as_line_ends_do_not_shift_the_line(library: Path) -> None:
    change(library, "study.toml", "Library visitors, spring wave", "Library\u2028visitors\u0085spring wave")
    change(library, "study.toml", "0.95", "95")
    assert faults_of(library)[0].startswith("study.toml, line 21,")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["a"], 1),
        (["a", "b"], 2),
        (["a", "c", "d"], 3),
        (["a", "other"], 1),
        (["comparison", 1, "name"], 7),
        (["comparison", 1, "first"], 8),
        (["comparison", 1, "first", "question"], 8),
        (["comparison", 0, "name"], 5),
        (["z"], None),
    ],
)
def test_the_line_of_a_key(path: list[str | int], line: int | None) -> None:
    first = "[a] # one\nb = 1\nc.d = 2\n[[comparison]]\nname = 1\n"
    second = "[[ comparison ]]\n\"name\" = 2\nfirst = { question = 'q' }\n\n[b]"
    assert line_of(first + second, path) == line


def test_a_comparison_has_a_label_by_language_or_none(library: Path) -> None:
    forget_hash(library)
    assert Study.load(library).comparisons[0].label == {}
    change(library, "study.toml", 'name = "visits"', 'name = "visits"\nlabel = { en = "Visits", nl = "Bezoek" }')
    assert Study.load(library).comparisons[0].label == {"en": "Visits", "nl": "Bezoek"}


BY_LANGUAGE = 'give the label by language, such as { en = "...", nl = "..." }.'
IN_QUOTES = "write a text in quotes, of at most 2,000 characters."


@pytest.mark.parametrize(
    ("label", "mend"),
    [
        ('"Visits"', BY_LANGUAGE),
        ("{}", BY_LANGUAGE),
        ("{ en = 3 }", IN_QUOTES),
        (f'{{ en = "{"x" * 2001}" }}', IN_QUOTES),
    ],
)
def test_a_label_that_no_page_could_show_is_a_fault(label: str, mend: str, library: Path) -> None:
    forget_hash(library)
    change(library, "study.toml", 'name = "visits"', f'name = "visits"\nlabel = {label}')
    (fault,) = faults_of(library)
    assert fault.startswith("study.toml, line 35, column 'comparison.0.label")
    assert fault.endswith(mend)
