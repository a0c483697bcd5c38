"""`collabstudy check`: what it says of a study, what it refuses, and the hash that it records."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from studies import change, copied, forget_hash
from support import ROOT, Run

from collabstudy import Study
from collabstudy.checking import check_study, write_hash
from collabstudy.errors import CollabstudyError, StudyError
from collabstudy.files import write_if_changed
from collabstudy.published.verdicts import verdict
from collabstudy.study import Statement

MAJORITY = Statement("S9", 1, 1, "share", ("F3",), "majority", "most use it")
DIGEST = "fc53bc96b8d1007205cd32035da1284e30a85dc91133572a2cfa85e70efd82da"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied("library", tmp_path)


def refused(folder: Path) -> list[str]:
    with pytest.raises(StudyError) as caught:
        list(check_study(folder))
    return [str(fault) for fault in caught.value.faults]


def test_what_is_said_of_a_study_with_responses(library: Path) -> None:
    assert list(check_study(library)) == [
        "library: 7 questions, 1 comparisons; not synthetic.",
        "published.csv: 4 figures, statements.csv: 3 statements.",
        "responses.csv: 14 rows read, 12 used, removed: 1 test, 1 partial, 0 double.",
        "Disclosure control: No base below 10 (the study's own threshold); no cell below 5 in a breakdown by who "
        "somebody is.",
    ]


def test_the_rule_in_force_is_said_of_real_responses_only(library: Path) -> None:
    text = (library / "questions.csv").read_text(encoding="utf-8")
    (library / "questions.csv").write_text(text.replace(",yes,", ",no,"), encoding="utf-8")
    settings = (library / "study.toml").read_text(encoding="utf-8")
    settings = settings.replace("minimum_base = 10", "")
    (library / "study.toml").write_text(settings, encoding="utf-8")
    study = Study.load(library)
    assert not study.disclosure
    assert not any(question.identifying for question in study.questions)
    assert check_study(library)[-1].startswith("Disclosure control: No base below 10 (the usual threshold); no cell")
    change(library, "study.toml", "synthetic = false", "synthetic = true")
    assert not [line for line in check_study(library) if line.startswith("Disclosure")]


def test_what_is_said_of_a_report(tmp_path: Path) -> None:
    assert list(check_study(copied("report", tmp_path))) == [
        "report: 2 questions, 1 comparisons; not synthetic.",
        "published.csv: 2 figures, statements.csv: 3 statements.",
    ]


def test_synthetic_responses_are_called_so() -> None:
    first, *_, last = check_study(ROOT / "data" / "raw" / "gemeenten")
    assert first.endswith("; synthetic.")
    assert "removed: 2 test, 1 partial, 1 double." in last


def test_a_wording_that_is_no_share(library: Path) -> None:
    change(library, "published.csv", "45%", "many")
    (sentence,) = refused(library)
    assert sentence.startswith("published.csv, line 2, column 'wording', value 'many': 'many' is no wording of a share")


def test_a_share_that_no_count_prints_as_is_a_finding_and_no_fault(library: Path) -> None:
    change(library, "published.csv", "62.5%", "62.6%")
    assert check_study(library)[2] == (
        "published.csv, line 4, column 'wording', value '62.6%':"
        " no count out of 1 to 12 prints as this under half_up;"
        " the notebooks say 'assumptions refuted'; compare it with the publication."
    )
    assert verdict(Study.load(library), replace(MAJORITY, figures=("F3",))).among == "assumptions refuted"


def test_check_and_the_notebooks_refuse_the_same_wordings(tmp_path: Path, collabstudy: Run) -> None:
    report = copied("report", tmp_path)
    change(report, "published.csv", "72.5%", "many")
    checked, ran = collabstudy("check", str(report)), collabstudy("notebooks", str(report))
    assert (checked.returncode, ran.returncode, ran.stdout) == (2, 2, "")
    assert ran.stderr == checked.stderr
    assert "published.csv, line 2, column 'wording', value 'many'" in ran.stderr


@pytest.mark.slow
def test_what_check_calls_refuted_the_notebooks_run(tmp_path: Path, collabstudy: Run) -> None:
    report = copied("report", tmp_path)
    change(report, "published.csv", "72.5%", "72.4%")
    checked, ran = collabstudy("check", str(report)), collabstudy("notebooks", str(report))
    assert (checked.returncode, ran.returncode) == (0, 0)
    assert "assumptions refuted" in checked.stdout


def test_faults_of_every_part_in_one_list(library: Path) -> None:
    forget_hash(library)
    change(library, "study.toml", "alpha =", "alhpa =")
    change(library, "study.toml", "visits_weekly = 11", "visits_weekly = 13")
    change(library, "published.csv", "45%", "many")
    change(library, "statements.csv", "F2|F1", "F2|F9")
    change(library, "responses.csv", '"Oneens"', '"Oneans"')
    assert [sentence.split(":")[0] for sentence in refused(library)] == [
        "study.toml, line 22, column 'analysis.alhpa'",
        "study.toml, line 31, column 'synthetic.bases.visits_weekly', value '13'",
        "statements.csv, line 3, column 'figures', value 'F9'",
        "published.csv, line 2, column 'wording', value 'many'",
        "responses.csv, line 14, column 'q2. Aanraden', value 'Oneans'",
    ]


def test_a_broken_codebook_gives_no_faults_that_follow_from_it(library: Path) -> None:
    change(library, "choices.csv", "Ja,1,,Ja|ja|J,", "Ja,high,,Ja|ja|J,")
    change(library, "questions.csv", ",4,q4. Leeftijd", ",four,q4. Leeftijd")
    assert [sentence.split(",")[0] for sentence in refused(library)] == ["questions.csv", "choices.csv"]


def test_two_wrong_wordings_are_two_faults(library: Path) -> None:
    change(library, "published.csv", "62.5%", "few")
    change(library, "published.csv", "45%", "many")
    assert len(refused(library)) == 2


def test_a_mean_is_held_to_no_share(library: Path) -> None:
    change(library, "published.csv", "49.3", "nearly fifty")
    assert len(list(check_study(library))) == 4


def test_responses_that_cannot_be_cleaned(library: Path) -> None:
    forget_hash(library)
    change(library, "responses.csv", '"Oneens"', '"Oneans"')
    (sentence,) = refused(library)
    assert sentence.startswith("responses.csv, line 14, column 'q2. Aanraden', value 'Oneans'")


def test_a_study_without_a_hash_is_told_so(library: Path) -> None:
    forget_hash(library)
    assert list(check_study(library))[-1] == "study.toml records no hash of the responses; --write-hash adds it."


def test_a_hash_that_is_still_to_be_filled_in_counts_as_none(library: Path) -> None:
    change(library, "study.toml", DIGEST, "fill in: collabstudy check library --write-hash")
    assert list(check_study(library))[-1] == "study.toml records no hash of the responses; --write-hash adds it."
    write_hash(library)
    assert f'sha256 = "{DIGEST}"' in (library / "study.toml").read_text(encoding="utf-8")


def test_the_hash_of_changed_responses_is_recorded(library: Path) -> None:
    change(library, "responses.csv", '"34"', '"35"')
    before = (library / "study.toml").read_bytes()
    write_hash(library)
    digest = hashlib.sha256((library / "responses.csv").read_bytes()).hexdigest()
    assert (library / "study.toml").read_bytes() == before.replace(DIGEST.encode(), digest.encode())
    assert digest != DIGEST
    assert Study.load(library).responses is not None


@pytest.mark.parametrize(
    "written", ['sha256 = ""', "sha256 = ''", '  sha256   =   "" # none', f'\tsha256="{"0" * 64}"']
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_hash_is_all_that_changes(written: str, end: bytes, mark: bytes, library: Path) -> None:
    change(library, "study.toml", f'sha256 = "{DIGEST}"', written)
    path = library / "study.toml"
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    before = path.read_bytes()
    write_hash(library)
    value = f'"{"0" * 64}"' if "000" in written else ("''" if "''" in written else '""')
    assert path.read_bytes() == before.replace(written.encode(), written.replace(value, f'"{DIGEST}"').encode())
    assert Study.load(library).responses is not None


def test_a_hash_that_is_right_leaves_the_file_alone(library: Path) -> None:
    before = (library / "study.toml").stat()
    write_hash(library)
    after = (library / "study.toml").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_hash_in_a_comment_is_not_the_key(library: Path) -> None:
    change(library, "study.toml", 'file = "responses.csv"', '# sha256 = "none"\nfile = "responses.csv"')
    forget_hash(library)
    write_hash(library)
    text = (library / "study.toml").read_text(encoding="utf-8")
    assert '# sha256 = "none"' in text
    assert f'sha256 = "{DIGEST}"' in text


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_key_for_the_hash_that_is_missing_is_added(end: bytes, mark: bytes, library: Path) -> None:
    change(library, "study.toml", f'sha256 = "{DIGEST}"\n', "")
    path = library / "study.toml"
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    first, header, rest = path.read_bytes().partition(b"[responses]")
    comment, _, below = rest.partition(end)
    write_hash(library)
    line = f'sha256 = "{DIGEST}"'.encode() + end
    assert path.read_bytes() == first + header + comment + end + line + below
    assert Study.load(library).responses is not None


def test_where_there_is_no_place_for_the_hash(library: Path) -> None:
    change(library, "study.toml", f'sha256 = "{DIGEST}"', "")
    change(library, "study.toml", "[responses] ", '["responses"] ')
    before = (library / "study.toml").read_bytes()
    with pytest.raises(CollabstudyError, match=r"^study.toml, \[responses\]: there is no place for the hash; add"):
        write_hash(library)
    assert (library / "study.toml").read_bytes() == before


def test_where_there_are_no_responses(library: Path, tmp_path: Path) -> None:
    (library / "responses.csv").unlink()
    for folder in (library, copied("report", tmp_path)):
        with pytest.raises(CollabstudyError, match=f"^{folder.name}: there is no file of responses"):
            write_hash(folder)


def test_a_study_with_another_fault_gets_no_hash(library: Path) -> None:
    change(library, "statements.csv", "F2|F1", "F2|F9")
    change(library, "responses.csv", '"34"', '"35"')
    before = (library / "study.toml").read_bytes()
    with pytest.raises(StudyError, match="F9"):
        write_hash(library)
    assert (library / "study.toml").read_bytes() == before


def test_the_command_prints_every_fault_and_no_traceback(library: Path, collabstudy: Run) -> None:
    change(library, "study.toml", "alpha =", "alhpa =")
    change(library, "choices.csv", "Ja,1,,Ja|ja|J,", "Ja,high,,Ja|ja|J,")
    finished = collabstudy("check", str(library))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.splitlines() == [
        "collabstudy: study.toml, line 22, column 'analysis.alhpa': unknown key; perhaps 'alpha' is meant.",
        "choices.csv, line 2, column 'score', value 'high': this value is not allowed;"
        " use a number, or leave it empty.",
    ]


def test_the_command_records_the_hash_and_then_checks(library: Path, collabstudy: Run) -> None:
    change(library, "responses.csv", '"34"', '"35"')
    assert collabstudy("check", str(library)).returncode == 2
    finished = collabstudy("check", str(library), "--write-hash")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.splitlines()[-2].startswith("responses.csv: 14 rows read, 12 used")
    assert collabstudy("check", str(library)).stdout == finished.stdout


def test_a_file_is_written_only_when_its_content_changed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    assert write_if_changed(path, b"one\r\n") is True
    before = path.stat()
    assert write_if_changed(path, b"one\r\n") is False
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert write_if_changed(path, b"one\n") is True
    assert path.read_bytes() == b"one\n"
    assert path.stat().st_mode & 0o777 == 0o644
    assert [item.name for item in path.parent.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_if_changed(path, b"new")
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == {"file": b"old"}


def test_a_study_sets_cut_points_of_hedge_words(library: Path) -> None:
    change(library, "study.toml", "[analysis]", "[analysis]\nhedges = { ruim = [0, 2.5] }")
    study = Study.load(library)
    assert study.analysis.hedges == {"ruim": (0, 2.5)}
    change(library, "study.toml", "ruim", "rium")
    (sentence,) = refused(library)
    assert "'rium' is no hedge word: perhaps 'ruim' is meant" in sentence
    change(library, "study.toml", "[0, 2.5]", "[0]")
    with pytest.raises(StudyError, match=r"analysis.hedges.rium.*lowest and the highest"):
        Study.load(library)


def test_an_export_in_which_nobody_answered(library: Path, collabstudy: Run) -> None:
    forget_hash(library)
    lines = (library / "responses.csv").read_bytes().splitlines(keepends=True)
    (library / "responses.csv").write_bytes(lines[0])
    (sentence,) = refused(library)
    assert sentence.startswith("responses.csv: the file has headings and no responses;")
    (partial,) = [line for line in lines if line.startswith(b'"3";"";')]
    (library / "responses.csv").write_bytes(lines[0] + partial)
    (sentence,) = refused(library)
    assert sentence.startswith("responses.csv: no row counts as a respondent, of 1 read;")
    run = collabstudy("notebooks", str(library))
    assert run.returncode == 2
    assert "no row counts as a respondent" in run.stderr


def test_a_faulty_export_is_refused_before_a_notebook_runs(library: Path, collabstudy: Run) -> None:
    forget_hash(library)
    change(library, "responses.csv", '"Oneens"', '"Oneans"')
    run = collabstudy("reproduce", str(library))
    assert run.returncode == 2
    assert "responses.csv, line 14, column 'q2. Aanraden', value 'Oneans'" in run.stderr
    assert " ..." not in run.stdout


def test_routing_is_read_without_responses_too(tmp_path: Path) -> None:
    report = copied("report", tmp_path)
    change(report, "questions.csv", "Speelt u wedstrijden?,2,,,,", "Speelt u wedstrijden?,2,,,${trains} = 'yes',")
    (sentence,) = refused(report)
    assert sentence.startswith("questions.csv, line 3, column 'relevant', value \"${trains} = 'yes'\"")
    change(report, "questions.csv", "${trains} = 'yes'", "${trains_weekly} = 'yes'")
    assert check_study(report)
