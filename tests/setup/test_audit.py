"""`make audit`: what is found, what is not looked at, and that nothing is called clean that was not checked."""

import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from audit import licences
from audit.__main__ import main
from audit.advisories import Advisories, advisories
from audit.licences import ELSEWHERE, FOUND, KINDS, LOOK, LOOKED_AT, MISSING, NONE, PERMISSIVE, UNLISTED, WEAK
from audit.locks import LOCKS, ROOT, pins

UV = Path(sys.executable).parent / "uv"
CLEAN = {"summary": {"audited_packages": 3}, "vulnerabilities": [], "adverse_statuses": []}
HASH = f" \\\n    --hash=sha256:{'a' * 64}"
# A marker that holds on no machine the tests run on.
LOCK = f"alpha==1.0{HASH}\n    # via gamma\nbeta==2.0 ; sys_platform == 'atari'{HASH}\n"


def package(folder: Path, name: str, version: str, *lines: str) -> None:
    """An installed package, as far as its metadata go."""
    place = folder / f"{name}-{version}.dist-info"
    place.mkdir(parents=True)
    text = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *lines]) + "\n"
    (place / "METADATA").write_text(text, encoding="utf-8")


def fake_uv(folder: Path, answer: object = CLEAN, said: str = "", code: int = 0) -> Path:
    """A program that gives this answer, whatever it is asked."""
    path = folder / "bin" / "uv"
    path.parent.mkdir(exist_ok=True)
    (folder / "answer").write_text(answer if isinstance(answer, str) else json.dumps(answer), encoding="utf-8")
    path.write_text(f"#!/bin/sh\ncat '{folder}/answer'\necho '{said}' >&2\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small locks with three packages, of which the two that belong here are installed under MIT."""
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (tmp_path / "requirements-uv.lock").write_text(f"gamma==3.0{HASH}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.11,<3.14"\n', encoding="utf-8")
    package(tmp_path / "site", "alpha", "1.0", "License-Expression: MIT")
    package(tmp_path / "site", "gamma", "3.0", "Classifier: License :: OSI Approved :: BSD License")
    fake_uv(tmp_path)
    return tmp_path


def run(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    """The exit status and all that is printed."""
    given = ["--root", str(folder), "--path", str(folder / "site"), "--uv", str(folder / "bin" / "uv"), *more]
    status = main(given)
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_all_is_well_and_other_platforms_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(folder, capsys)
    assert status == 0
    assert said.splitlines() == [
        "Licences of 3 locked packages, by what they declare (what else they hold was not read):",
        "    2 permissive",
        "    1 not looked at, for other platforms or Pythons: beta",
        "No vulnerability is known of the 3 packages of requirements.lock and requirements-uv.lock.",
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["License-Expression: LicenseRef-Secret"], UNLISTED),
        (["License-Expression: GPL-3.0-or-later"], LOOK),
        (["License: ask me"], UNLISTED),
        ([], NONE),
        (["License: UNKNOWN", "Classifier: Topic :: Software Development"], NONE),
        (["License: MIT", "Classifier: License :: OSI Approved :: GNU General Public License (GPL)"], LOOK),
    ],
)
def test_a_licence_that_is_not_accepted_fails(
    folder: Path, capsys: pytest.CaptureFixture[str], lines: list[str], kind: str
) -> None:
    (folder / "site" / "alpha-1.0.dist-info" / "METADATA").unlink()
    (folder / "site" / "alpha-1.0.dist-info").rmdir()
    package(folder / "site", "alpha", "1.0", *lines)
    status, said = run(folder, capsys)
    assert status == 1
    assert f"  FOUND alpha 1.0: {kind}: " in said
    assert "src/audit/looked_at.csv" in said


def test_a_package_that_is_not_as_locked_is_not_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = folder / "requirements.lock"
    lock.write_text(lock.read_text().replace("alpha==1.0", "alpha==1.1") + f"delta==4{HASH}\n")
    fake_uv(folder, {**CLEAN, "summary": {"audited_packages": 4}})
    status, said = run(folder, capsys)
    assert status == 3
    assert f"    2 not looked at, {MISSING}: alpha, delta" in said
    assert "alpha: 1.1 is locked and 1.0 is installed" in said
    assert "delta: 4 is locked and nothing is installed" in said


def test_a_vulnerability_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weak = {"dependency": {"name": "alpha", "version": "1.0"}, "id": "PYSEC-1", "aliases": ["CVE-1"]}
    answer = {**CLEAN, "vulnerabilities": [{**weak, "summary": "reads your post", "fix_versions": ["1.1", "2.0"]}]}
    answer["adverse_statuses"] = [{"name": "gamma", "status": "archived", "reason": None}]
    fake_uv(folder, answer, code=1)
    status, said = run(folder, capsys)
    assert status == 1
    assert "  FOUND alpha 1.0: PYSEC-1, CVE-1: reads your post (mended in 1.1, 2.0)\n" in said
    assert "  Be wary of gamma: archived\n" in said
    assert "No vulnerability" not in said


@pytest.mark.parametrize(
    ("answer", "said", "checked", "why"),
    [
        ("", "error: Request failed\n  cause: dns error", "none of the 3", "Request failed: dns error"),
        ("", "", "none of the 3", "uv gave no answer"),
        ("<html>", "", "none of the 3", "uv gave no answer"),
        ({"summary": {}}, "", "none of the 3", "uv gave no answer"),
        ({**CLEAN, "summary": {"audited_packages": 0}}, "", "none of the 3", "uv asked about 0 of 3"),
        ({**CLEAN, "summary": {"audited_packages": 2}}, "", "only 2 of the 3", "uv asked about 2 of 3"),
    ],
)
def test_what_was_not_checked_is_never_called_clean(
    folder: Path, capsys: pytest.CaptureFixture[str], answer: object, said: str, checked: str, why: str
) -> None:
    fake_uv(folder, answer, said, code=2)
    status, printed = run(folder, capsys)
    last = printed.splitlines()[-1]
    assert status == 3
    assert last.startswith(f"NOT CHECKED for known vulnerabilities: {checked} packages of requirements.lock and ")
    assert f"because the advisory data could not be had ({why})" in last
    assert "No vulnerability" not in printed


def test_without_uv_nothing_is_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bin" / "uv").unlink()
    status, said = run(folder, capsys)
    assert status == 3
    assert "NOT CHECKED" in said
    assert "there is no uv" in said


def test_a_licence_weighs_more_than_what_was_not_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bin" / "uv").unlink()
    package(folder / "site", "delta", "4", "License: ask me")
    with (folder / "requirements.lock").open("a") as lock:
        lock.write(f"delta==4{HASH}\n")
    status, said = run(folder, capsys)
    assert status == 1
    assert "NOT CHECKED" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "requirements.lock pins nothing"),
        ("alpha>=1.0\n", "'alpha>=1.0' pins no version"),
        ("alpha==1.*\n", "'alpha==1.*' pins no version"),
        ("-r other.lock\n", "'-r other.lock' is no requirement"),
    ],
)
def test_a_lock_that_is_not_understood_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, why: str
) -> None:
    (folder / "requirements.lock").write_text(text)
    status, said = run(folder, capsys)
    assert (status, said.count("\n")) == (2, 1)
    assert why in said


def test_a_missing_lock_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "requirements-uv.lock").unlink()
    status, said = run(folder, capsys)
    assert (status, said.count("\n")) == (2, 1)
    assert "requirements-uv.lock" in said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MIT", PERMISSIVE),
        ("mit", PERMISSIVE),
        ("The Unlicense", UNLISTED),
        ("MPL-2.0 AND MIT", WEAK),
        ("MIT OR GPL-3.0-only", PERMISSIVE),
        ("MIT AND GPL-3.0-only", LOOK),
        ("(GPL-3.0-only OR MIT) AND MPL-2.0", WEAK),
        ("GPL-3.0-only OR MIT AND MPL-2.0", WEAK),
        ("GPL-3.0-only AND (MIT OR MPL-2.0)", LOOK),
        ("MIT AND LicenseRef-Secret", UNLISTED),
        ("MIT WITH Classpath-exception-2.0", UNLISTED),
        ("Public Domain AND BSD-2-Clause", PERMISSIVE),
        ("MIT AND", UNLISTED),
        ("(MIT", UNLISTED),
        ("MIT) OR MIT", UNLISTED),
        ("MIT MPL-2.0", UNLISTED),
        ("", UNLISTED),
    ],
)
def test_expressions(text: str, kind: str) -> None:
    assert licences.kind_of(text) == kind


def test_a_long_licence_text_is_named_by_its_classifier(tmp_path: Path) -> None:
    text = "License: Copyright somebody\n        All rights reserved."
    package(tmp_path, "alpha", "1.0", text, "Classifier: License :: OSI Approved :: MIT License")
    package(tmp_path, "beta", "1.0", "License: MIT License\n        Copyright somebody")
    package(tmp_path, "gamma", "1.0", text)
    metadata = licences.installed([str(tmp_path)])
    found = {name: licences.declared(metadata[name]) for name in sorted(metadata)}
    assert found == {
        "alpha": ["OSI Approved :: MIT License"],
        "beta": ["MIT License"],
        "gamma": ["Copyright somebody"],
    }


def test_looking_at_a_package_holds_for_its_version(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    for version, kind in (("0.1.8", LOOKED_AT), ("0.1.9", NONE)):
        lock.write_text(f"axe-playwright-python=={version}\n")
        package(tmp_path / version, "axe_playwright_python", version)
        (judged,) = licences.judge(pins([lock]), licences.installed([str(tmp_path / version)]))
        assert judged.kind == kind


def test_the_packages_of_this_environment_pass() -> None:
    judged = licences.judge(pins(ROOT / name for name in LOCKS), licences.installed())
    assert [item for item in judged if item.kind in FOUND] == []
    # where set-up had to do without uv, it alone is missing
    assert {item.name for item in judged if item.kind == MISSING} <= {"uv"}
    assert {"pywin32", "appnope"} & {item.name for item in judged if item.kind == ELSEWHERE}
    assert sum(item.kind == PERMISSIVE for item in judged) > 150


def test_the_lists_are_of_use() -> None:
    locked = {(pin.name, str(pin.specifier).removeprefix("==")) for pin in pins(ROOT / name for name in LOCKS)}
    for row in licences._rows("looked_at.csv"):
        assert (row["package"], row["version"]) in locked, "nobody has looked at the version that is locked"
        assert licences.kind_of(row["licence"]) in (PERMISSIVE, WEAK)
        assert row["reason"]
    rows = licences._rows("licences.csv")
    assert {row["kind"] for row in rows} == set(KINDS) - {UNLISTED}
    assert all(row["reason"] for row in rows)
    written = [text.casefold() for row in rows for text in (row["licence"], *row["also_written"].split("|")) if text]
    assert len(written) == len(set(written))


class Database(BaseHTTPRequestHandler):
    """A database of vulnerabilities that knows one, of alpha."""

    asked: list[tuple[str, str]]

    def do_POST(self) -> None:
        queries = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
        self.asked += [(query["package"]["name"], query["version"]) for query in queries]
        one = {"vulns": [{"id": "PYSEC-1", "modified": "2024-01-01T00:00:00Z"}]}
        self.answer({"results": [one if query["package"]["name"] == "alpha" else {} for query in queries]})

    def do_GET(self) -> None:
        where = {"package": {"name": "alpha", "ecosystem": "PyPI"}, "versions": ["1.0"]}
        where["ranges"] = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}]
        found = {"id": "PYSEC-1", "modified": "2024-01-01T00:00:00Z", "summary": "leaks", "affected": [where]}
        self.answer(found)

    def answer(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def database() -> Iterator[str]:
    """The address of the database, on this machine."""
    Database.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Database)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(not UV.is_file(), reason="set-up had to do without uv")
def test_uv_asks_about_every_pin_of_every_platform(
    folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real uv, with three packages in a folder as its index and a database on this machine: no network."""
    for name, version in (("alpha", "1.0"), ("beta", "2.0"), ("gamma", "3.0")):
        with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            about = f"{name}-{version}.dist-info/"
            wheel.writestr(about + "METADATA", f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n")
            wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(about + "RECORD", "")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    alone = {
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(folder),
        "UV_CACHE_DIR": str(folder / "cache"),
        "UV_NO_CONFIG": "1",
    }
    for name, value in {**alone, "NO_PROXY": "127.0.0.1"}.items():
        monkeypatch.setenv(name, value)
    locked = pins(folder / name for name in LOCKS)
    found = advisories(locked, ">=3.11,<3.14", UV, database)
    assert sorted(Database.asked) == [("alpha", "1.0"), ("beta", "2.0"), ("gamma", "3.0")]
    assert found == Advisories(3, ("alpha 1.0: PYSEC-1: leaks (mended in 1.1)",))
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    unreached = advisories(locked, ">=3.11,<3.14", UV, "http://127.0.0.1:9/")
    assert (unreached.asked, unreached.found) == (0, ())
    assert unreached.problem
