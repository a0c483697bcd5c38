"""Files of synthetic data sets: what they hold, what they say of themselves, and what is never overwritten."""

import csv
import json
import shutil
from decimal import ROUND_HALF_UP, Decimal
from math import comb
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from studies import change
from support import FIXTURES

from collabstudy.cli import main
from collabstudy.errors import CollabstudyError
from collabstudy.published import draws
from collabstudy.published.draws import write_draws
from collabstudy.published.reconstruction import Reconstruction, reconstruct
from collabstudy.study import Study

REPORT = FIXTURES / "report"


@pytest.fixture(scope="module")
def report() -> Reconstruction:
    return reconstruct(Study.load(REPORT))


def test_a_report_alone_is_drawn_too(report: Reconstruction, tmp_path: Path) -> None:
    """72.5% at its printed base of 40 is 29, and three quarters of any base of fours."""
    path = tmp_path / "report.parquet"
    write_draws(report, 30, path)
    frame = pd.read_parquet(path)
    assert list(frame.columns) == ["evidence", "draw", "person", "trains_weekly", "plays_matches"]
    assert set(frame["evidence"]) == {"synthetic"}
    assert frame.groupby("draw").size().tolist() == [40] * 30
    for number, data in frame.groupby("draw"):
        assert list(data["person"]) == list(range(1, 41)), number
        assert (data["trains_weekly"] == "yes").sum() == 29
        assert data["trains_weekly"].notna().sum() == 40
        assert 4 * (data["plays_matches"] == "yes").sum() == 3 * data["plays_matches"].notna().sum() > 0
    assert frame.groupby("draw")["plays_matches"].apply(lambda column: tuple(column.astype(str))).nunique() == 30


def test_what_a_parquet_file_says_of_itself(report: Reconstruction, tmp_path: Path) -> None:
    path = tmp_path / "report.parquet"
    write_draws(report, 2, path)
    said = {name.decode(): text.decode() for name, text in pq.read_schema(path).metadata.items()}
    assert said["collabstudy.evidence"] == "synthetic"
    assert "no answers of any respondent" in said["collabstudy.what"]
    assert "any base from 1 to 40: plays_matches" in json.loads(said["collabstudy.assumptions"])
    total = comb(40, 29) * sum(comb(40, base) * comb(base, 3 * base // 4) for base in range(4, 41, 4))
    assert said["collabstudy.datasets"] == str(total)
    assert said["collabstudy.draws"].startswith("0 to 1, seed ")


def test_both_formats_hold_the_same_whatever_the_batch(
    report: Reconstruction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_draws(report, 5, tmp_path / "whole.csv")
    monkeypatch.setattr(draws, "BATCH", 80)
    drawn: list[int] = []
    write_draws(report, 5, tmp_path / "parts.csv", drawn.append)
    write_draws(report, 5, tmp_path / "parts.parquet")
    assert drawn == [2, 4, 5]
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    text = pd.read_csv(tmp_path / "parts.csv", dtype=str, keep_default_na=False)
    table = pd.read_parquet(tmp_path / "parts.parquet").astype(object)
    assert text.to_numpy().tolist() == table.where(table.notna(), "").astype(str).to_numpy().tolist()


def test_draw_0_is_the_committed_file(tmp_path: Path) -> None:
    study = Study.load("gemeenten")
    write_draws(reconstruct(study), 1, tmp_path / "one.csv")
    drawn = pd.read_csv(tmp_path / "one.csv", keep_default_na=False)
    assert study.responses is not None
    text = (study.folder / study.responses.file).read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(text.splitlines(), delimiter=";") if row]
    at = {header: number for number, header in enumerate(rows[0])}
    last = {row[5]: row for row in rows[1:] if row[5].startswith("SYN") and row[1]}
    for question in [question for question in study.questions if question.type == "select_one"]:
        words = {"yes": "Ja", "no": "Nee", "": ""}
        committed = [last[f"SYN{person:03d}"][at[question.column]] for person in drawn["person"]]
        assert [words[answer] for answer in drawn[question.name]] == committed


def test_every_draw_prints_the_article_s_plain_figures() -> None:
    study = Study.load("gemeenten")
    found = reconstruct(study, any_bases=True)
    plain = [figure for figure in study.figures if figure.wording[0].isdigit()]
    assert len(plain) == 9
    for number in range(40):
        data = found.draw(number)
        for figure in plain:
            given = [answer for answer in data[figure.question] if answer is not None]
            wanted = Decimal(figure.wording.rstrip("%").replace(",", "."))
            share = Decimal(100 * given.count("yes")) / len(given)
            assert share.quantize(wanted, ROUND_HALF_UP) == wanted, (number, figure.id)
        for pair in study.comparisons:
            one, other = data[pair.first.question], data[pair.second.question]
            assert [answer is None for answer in one] == [answer is None for answer in other]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("old.csv", "the file exists and is left as it is"),
        ("a.xlsx", "change the ending"),
        ("no/a.csv", "no such folder"),
    ],
)
def test_what_is_not_written(report: Reconstruction, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "old.csv").write_text("kept")
    with pytest.raises(CollabstudyError, match=said):
        write_draws(report, 1, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text() == "kept"


def test_nothing_is_left_of_a_run_that_is_broken_off(report: Reconstruction, tmp_path: Path) -> None:
    def stop(drawn: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_draws(report, 1, tmp_path / "a.parquet", stop)
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_says_synthetic_in_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "some.csv"
    assert main(["reconstruct", str(REPORT), "--draws", "3", "--to", str(path)]) == 0
    assert main(["reconstruct", str(REPORT), "--count", "--same-persons", "training"]) == 0
    assert main(["reconstruct", str(REPORT), "--count", "--joint", "training=20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("some.csv: 3 synthetic data sets; they support no conclusion.")
    assert all("synthetic" in line for line in lines)
    # the same 40 answered both: 29 and 30 of them
    assert f"report: {comb(40, 29) * comb(40, 30)} synthetic data sets (about 1.96E+18)" in lines[1]
    joint = comb(40, 29) * comb(29, 20) * comb(11, 10)
    assert any(line.startswith(f"report: {joint} synthetic") for line in lines)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + 3 * 40


def test_a_number_too_long_for_python_s_own_text_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half of 9,200 persons, who all answered: comb(9200, 4600) has 2,768 digits, its square 5,535."""
    folder = shutil.copytree(REPORT, tmp_path / "report")
    change(folder, "study.toml", "respondents = 40", "respondents = 9200")
    published = (folder / "published.csv").read_text(encoding="utf-8").splitlines()
    rows = ["F1,trains_weekly,yes,share,1/2,,,9200,,yes_no,1,1,", "F2,plays_matches,yes,share,1/2,,,9200,,yes_no,1,1,"]
    (folder / "published.csv").write_text("\n".join([published[0], *rows, ""]), encoding="utf-8")
    assert main(["reconstruct", str(folder), "--count"]) == 0
    digits = capsys.readouterr().out.split()[1]
    assert len(digits) == 5535
    assert Decimal(digits) == Decimal(comb(9200, 4600) ** 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--draws", "3"], "--draws, --same-persons, --joint and --any-bases go with --to or --count"),
        (["--write", "--any-bases"], "made from study.toml alone"),
        (["--count", "--draws", "2"], "--count draws nothing"),
        (["--count", "--joint", "training"], "write --joint COMPARISON=PERSONS"),
        (["--count", "--joint", "training=41"], "the joint cell of 'training' cannot be 41"),
        (["--count", "--same-persons", "other"], "there is no comparison 'other': use one of training"),
    ],
)
def test_a_mistake_is_one_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reconstruct", str(REPORT), *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_infeasible_figures_give_the_certificate_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(REPORT, tmp_path / "report"))
    published = (folder / "published.csv").read_text(encoding="utf-8").replace("72.5%", "72.4%")
    (folder / "published.csv").write_text(published, encoding="utf-8")
    assert main(["reconstruct", str(folder), "--to", str(tmp_path / "a.csv")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "F1 (72.4%) cannot be printed from 40 answers" in line
    assert "28/40 is 70.00%, 29/40 is 72.50%" in line
    assert not (tmp_path / "a.csv").exists()
