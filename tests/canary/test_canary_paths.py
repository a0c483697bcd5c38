"""Nothing outside the study folder is read, nothing of a study is executed, and nothing without an end is taken in."""

import ast
import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import change, copied, faults_of
from support import ROOT

from collabstudy.cli import main
from collabstudy.errors import CollabstudyError, StudyError
from collabstudy.importing import read_export
from collabstudy.importing.archive import Limits, check_archive
from collabstudy.published.synthetic_export import synthetic_export
from collabstudy.study import Study, guarding
from collabstudy.study.loading import load

SOURCES = sorted((ROOT / "src" / "collabstudy").rglob("*.py"))
# Calls and modules by which data can become a program, and the one place of each that is allowed, with the reason.
FORBIDDEN = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}
FORBIDDEN |= {
    "yaml.full_load",
    "pandas.read_pickle",
    "pd.read_pickle",
    "numpy.load",
    "np.load",
    "pd.eval",
    "pandas.eval",
}
MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "xmlrpc", "telnetlib", "urllib", "socket"}
MODULES |= {"requests", "httpx", "http"}
ALLOWED = {
    "importing/apart.py": {"pickle"},  # between a process and its own child: no file, nothing of a user's
    "runner/artifacts.py": {"urllib.parse"},  # takes escapes off a text, and opens nothing
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied("library", tmp_path)


def executing(tree: ast.AST) -> Iterator[str]:
    """What in a module could execute data, or reach another machine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] in MODULES)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            yield str(node.module)
        if isinstance(node, ast.Call):
            if ast.unparse(node.func) in FORBIDDEN:
                yield ast.unparse(node.func)
            for keyword in node.keywords:
                if keyword.arg == "shell" or (keyword.arg == "allow_pickle"):
                    yield f"{keyword.arg}="


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src" / "collabstudy").as_posix())
def test_nothing_executes_what_it_reads(path: Path) -> None:
    found = set(executing(ast.parse(path.read_text(encoding="utf-8"))))
    assert found - ALLOWED.get(path.relative_to(ROOT / "src" / "collabstudy").as_posix(), set()) == set()


@pytest.mark.parametrize(
    "line",
    ["eval('1')", "import pickle", "yaml.load(x)", "subprocess.run('x', shell=True)", "from urllib import request"],
)
def test_what_executes_is_seen(line: str) -> None:
    assert list(executing(ast.parse(line)))


def test_one_line_prints_for_readers_and_one_for_the_makefile() -> None:
    """Whatever else is printed goes through ``commands._say``, which a terminal cannot be commanded by."""
    printed = {}
    for path in SOURCES:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        found = [ast.unparse(call) for call in calls if ast.unparse(call.func) == "print"]
        printed |= {path.name: found} if found else {}
    assert set(printed) == {"cli.py", "commands.py"}
    assert [call for call in printed["commands.py"] if "visible_lines" not in call] == ["print(scratch_folder())"]
    for call in printed["cli.py"]:
        assert "visible_lines(" in call or "interrupted" in call


@pytest.mark.parametrize("name", ["study.toml", "questions.csv", "choices.csv", "published.csv", "statements.csv"])
def test_a_link_out_of_the_folder_is_not_followed(name: str, library: Path) -> None:
    secret = library.parent / "secret.txt"
    secret.write_text("root:hush:0:0\n", encoding="utf-8")
    (library / name).unlink()
    (library / name).symlink_to(secret)
    said = "\n".join(faults_of(library))
    assert f"{name}: this is a link to a file outside the study folder; put the file itself there." in said
    assert "hush" not in said


def test_a_link_inside_the_folder_is_followed(library: Path) -> None:
    (library / "questions.csv").rename(library / "codebook.csv")
    (library / "questions.csv").symlink_to("codebook.csv")
    assert load(library).questions


@pytest.mark.parametrize(
    "file",
    ["../../etc/passwd", "/etc/passwd", "..\\\\secret.csv", "C:\\\\x.csv", "a\\u0000.csv", "a\\nb.csv"],
)
def test_responses_elsewhere_are_refused(file: str, library: Path) -> None:
    change(library, "study.toml", 'file = "responses.csv"', f'file = "{file}"')
    (sentence,) = faults_of(library)
    assert "'responses.file'" in sentence
    assert "this value is not allowed; name a file of the study folder." in sentence


@pytest.mark.parametrize("file", ["..", ".", "nobody.csv", "~root", "${HOME}"])
def test_responses_that_are_no_file_are_refused(file: str, library: Path) -> None:
    change(library, "study.toml", 'file = "responses.csv"', f'file = "{file}"')
    (sentence,) = faults_of(library)
    assert "the study folder has no such file" in sentence


@pytest.mark.parametrize("name", ["a\u202egpj.study", "a\nb", "a\x1b[31m", "a\u200b", ".hidden", "-rf"])
def test_a_name_that_cannot_be_read_is_refused(name: str, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = library.rename(library.with_name(name))
    (sentence,) = faults_of(folder)
    assert "this is no name for a study; rename the folder" in sentence
    assert sentence.isprintable()
    assert main(["check", str(folder)]) == 2
    assert set(capsys.readouterr().err) <= set("\n" + sentence + "collabstudy: ")


@pytest.mark.parametrize("name", ["o'neil $(x) `y` & <b>", "=1+1", "été 2026", "[x](javascript:1)", "$x$", "a;b"])
def test_a_name_that_can_be_read_is_a_name(name: str, library: Path) -> None:
    assert load(library.rename(library.with_name(name))).name == name


@pytest.mark.parametrize("said", ["STUDY", "EXPORT", "JOBS"])
@pytest.mark.parametrize("shell", ["$(shell touch {})", "$(touch {})", "';touch {};'", "`touch {}`", "x\ntouch {}"])
def test_make_executes_nothing_that_it_is_given(said: str, shell: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "setup.sh").write_text("exit 0\n", encoding="utf-8")
    program = tmp_path / ".venv" / "bin" / "collabstudy"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    for target in ("reproduce", "new", "site"):
        given = f"{said}={shell.format(tmp_path / 'made')}"
        subprocess.run(["make", target, given], cwd=tmp_path, capture_output=True, check=False)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("given", ["study=../../etc", "question=../../../etc/passwd", "output=/etc/x", "figure=a\0b"])
def test_a_parameter_names_no_place(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = "02_descriptives" if given.startswith("question") else "01_cleaning"
    assert main(["run", notebook, "-p", given]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("length", [99_999, 100_000, 100_001])
@pytest.mark.parametrize("sign", ["x", '"', ",", "\n"])
def test_a_cell_of_an_export_has_a_limit(length: int, sign: str, tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["id", "a", "b"], ["1", "x\ny", "z"], ["2", 'q"', sign * length], ["3", "", ""]])
    (tmp_path / "e.csv").write_bytes(text.getvalue().encode())
    if length <= 100_000:
        assert len(read_export(tmp_path / "e.csv", "csv")[0].column("b")[1]) == length
        return
    with pytest.raises(StudyError) as caught:
        read_export(tmp_path / "e.csv", "csv")
    assert str(caught.value).startswith("e.csv, line 4, column 'b': the cell has more than 100,000 characters")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("length", [99_999, 100_000, 100_001])
def test_a_cell_of_a_parquet_file_has_the_same_limit(length: int, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["1", "2"], "b": ["", "é" * length]}), tmp_path / "e.parquet")
    if length <= 100_000:
        assert len(read_export(tmp_path / "e.parquet")[0]) == 2
        return
    with pytest.raises(StudyError, match=r"column 'b': the cell has more than 100,000 characters; shorten it"):
        read_export(tmp_path / "e.parquet")


@pytest.mark.parametrize("over", [-1, 0, 1])
@pytest.mark.parametrize(
    ("old", "limit", "column"),
    [("Do you visit every week?", 2_000, "label::en"), ("one column an option: see choices.csv", 100_000, "note")],
)
def test_a_cell_of_a_codebook_has_a_limit(old: str, limit: int, column: str, over: int, library: Path) -> None:
    change(library, "questions.csv", old, "x" * (limit + over))
    if over <= 0:
        assert load(library)
        return
    (sentence, *_) = faults_of(library)
    assert (
        f"column '{column}': the text has {limit + 1:,} characters, more than the {limit:,} that are read" in sentence
    )


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_file_of_a_codebook_has_a_limit(over: int, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(path.stat().st_size for path in library.glob("*") if path.name != "responses.csv")
    monkeypatch.setattr(guarding, "BYTES", largest - over)
    if over <= 0:
        assert load(library)
        return
    (sentence, *_) = faults_of(library)
    assert f"the file has {largest:,} bytes, more than the {largest - 1:,} that are read" in sentence


@pytest.mark.parametrize("levels", [1_999, 2_000, 2_001])
def test_a_list_of_levels_has_a_limit(levels: int, library: Path) -> None:
    more = "".join(f"branch,b{number},B {number},,,,B {number},\n" for number in range(levels - 2))
    with (library / "choices.csv").open("a", encoding="utf-8") as file:
        file.write(more)
    if levels <= 2_000:
        assert load(library)
        return
    (sentence,) = faults_of(library)
    assert "value 'branch': the list has 2,001 levels, more than the 2,000 that can be drawn; group" in sentence


def test_a_pipe_in_place_of_a_file_is_not_waited_for(library: Path) -> None:
    import os

    (library / "choices.csv").unlink()
    os.mkfifo(library / "choices.csv")
    assert "choices.csv: this is no ordinary file; put a file of text there." in faults_of(library)


def archived(path: Path, sizes: list[int], length: int = 0) -> Path:
    """An archive with members of those sizes, itself filled up to a length by its comment."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if length else zipfile.ZIP_STORED) as archive:
        for number, size in enumerate(sizes):
            archive.writestr(f"{number}.xml", b"x" * size)
    if missing := length and length - path.stat().st_size:
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = b"." * missing
        assert path.stat().st_size == length
    return path


@pytest.mark.parametrize("over", [-1, 0, 1])
@pytest.mark.parametrize(
    ("limits", "sizes", "length"),
    [
        (Limits(total=1_000), [600, 400], 0),
        (Limits(member=1_000), [1_000], 0),
        (Limits(ratio=5, small=1), [1_000], 200),
        (Limits(ratio=4, small=1_000), [1_000], 200),
    ],
)
def test_an_archive_at_its_limits(limits: Limits, sizes: list[int], length: int, over: int, tmp_path: Path) -> None:
    path = archived(tmp_path / "a.xlsx", [sizes[0] + over, *sizes[1:]], length)
    if over <= 0:
        check_archive(path, limits)
        return
    with pytest.raises(StudyError, match="refused"):
        check_archive(path, limits)


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_an_archive_of_as_many_members_as_may_be(over: int, tmp_path: Path) -> None:
    path = archived(tmp_path / "a.xlsx", [1] * (5 + over))
    if over <= 0:
        check_archive(path, Limits(members=5))
        return
    with pytest.raises(StudyError, match=r"it holds 6 members \(limit 5\); refused"):
        check_archive(path, Limits(members=5))


def test_a_synthetic_export_with_a_formula_is_refused(tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(ROOT / "data" / "raw" / "gemeenten", tmp_path / "odd"))
    before = (folder / "choices.csv").read_text(encoding="utf-8")
    (folder / "choices.csv").write_text(before.replace(",Ja", ",=HYPERLINK(1)|Ja"), encoding="utf-8")
    assert before.count(",Ja") > 0
    with pytest.raises(CollabstudyError, match=r"a spreadsheet would compute '=HYPERLINK\(1\)'"):
        synthetic_export(Study.load(folder))


def test_a_drafted_codebook_is_no_formula_and_reads_the_same_export(tmp_path: Path) -> None:
    header = ["=1+1", '=HYPERLINK("http://e.example")', "@SUM(A1)", "mood"]
    moods = ["+ good", "- bad", "=cmd()", "-5"]
    rows = [[f"r{person}", "Ja", "Nee" if person % 3 else "Ja", moods[person % 4]] for person in range(40)]
    with (tmp_path / "e.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    folder = tmp_path / "drafted"
    assert main(["new", str(folder), str(tmp_path / "e.csv")]) == 0
    for name in ("questions.csv", "choices.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in "=+@" and cell], name
        assert [cell for cell in cells if cell.startswith(("'=", "'@", "'+", "'-"))], name
    study = load(folder)
    assert {question.column for question in study.questions} <= {*header, "(line)"}
    raws = {raw for levels in study.choices.values() for choice in levels for raw in choice.raw}
    assert set(moods) <= raws
    assert main(["check", str(folder)]) == 0
