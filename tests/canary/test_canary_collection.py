"""A hostile study through the whole collection, as typed: nothing of a person is left, and no text does anything."""

from pathlib import Path
from typing import Any

import pytest
from hostile import UNSEEN, canaries, hostile_texts, write_study
from looking import found_in, look
from support import Run

KINDS = [
    ("utf-8", "responses =1+1&<b>.csv", False),
    ("utf-8-sig", "responses.csv", False),
    ("utf-16", "$(touch canary);'`.csv", False),
    ("cp1252", "![x](http:··canary.example).csv", False),
    ("utf-8", "responses.xlsx", True),
]
WORDS = ["canary", *(text.text for text in hostile_texts() if text.kind in ("html", "markdown", "mathematics"))]


def kept(project: Path) -> list[str]:
    """Every file that holds a personal canary, with its kind."""
    return [
        f"{place}/{name}: {canary.kind}"
        for canary in canaries()
        for place in ("build", "data/processed", "notebooks")
        for name in found_in(project / place, canary.search)
    ]


def unseen_in(site: Path) -> list[str]:
    """Every page and drawing that holds a character which cannot be seen as itself, but for what Sphinx brings."""
    files = [
        path for path in site.rglob("*") if path.suffix in (".html", ".svg", ".js") and "_static" not in path.parts
    ]
    return [path.name for path in files if UNSEEN & set(path.read_text(encoding="utf-8"))]


@pytest.mark.slow
@pytest.mark.parametrize(("encoding", "file", "workbook"), KINDS, ids=lambda value: str(value)[:12])
def test_a_hostile_study_does_nothing_and_leaves_nobody(
    encoding: str, file: str, workbook: bool, project: Path, collabstudy: Run, browser: Any
) -> None:
    write_study(project / "data" / "raw" / "canary", encoding, file, workbook)
    ran = collabstudy("reproduce", "canary")
    assert ran.returncode == 0, ran.stderr
    assert not set(ran.stdout + ran.stderr) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}
    assert kept(project) == []
    assert [path for path in project.rglob("canary") if path.is_file()] == []  # $(touch canary)
    assert unseen_in(project / "build" / "canary" / "site") == []
    seen = look(browser, project / "build" / "canary" / "site", WORDS)
    assert seen.wrong == []
    told = "\n".join(seen.texts.values())
    for text in hostile_texts():
        if text.kind == "html":
            assert text.text in told, text.name  # it was there, and it was text


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, content in {
        "plain": b"x ZQUIX@canary-mail.example",
        "html": "".join(f"&#{ord(sign)};" for sign in "zquix@canary-mail").encode(),
        "url": b"zquix%40canary-mail",
        "wide": "zquix@canary-mail".encode("utf-16-le"),
        "escaped": "".join(f"\\u{ord(sign):04x}" for sign in "zquix@canary-mail").encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
    pq.write_table(pa.table({"a": ["zquix@canary-mail"] * 3}), tmp_path / "p.parquet", compression="zstd")
    assert found_in(tmp_path, "zquix@canary-mail") == ["escaped", "html", "p.parquet", "plain", "url", "wide"]


def test_the_look_sees_what_a_text_could_do(tmp_path: Path, browser: Any) -> None:
    harms = {
        "ran": "<script>window.canary = 'script'</script>",
        "dialogs": "<script>alert('canary')</script>",
        "requests": "<p><img src='http://canary.example/t.gif'></p>",
        "elements": "<a href='javascript:alert(1)'>x</a><p onmouseover='x()'>y</p>",
    }
    for name, body in harms.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<title>t</title>{body}", encoding="utf-8")
        seen = look(browser, tmp_path / name, [])
        assert getattr(seen, name), name
        assert seen.wrong
