"""The management summary: two pages, the same bytes each time, and no text of a study read as markup."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
import typst
from support import ROOT

from collabstudy.runner.manifest import provenance_of
from collabstudy.runner.plan import Workspace
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results
from collabstudy.site.summary import summary_pdf
from collabstudy.study import Study

HOSTILE = '#import "x.typ" #panic("ran") $x^2$ \\ <label> @ref // [*bold*] `raw` "quoted" = heading \u202egnp'


@pytest.fixture(scope="module")
def study(site: Path) -> Study:
    return Study.load("gemeenten")


def made(study: Study, language: str) -> bytes:
    return summary_pdf(study, Results.of(Workspace(Study.load("gemeenten"))), provenance_of(study), Renderer(language))


def text(pdf: bytes, tmp_path: Path) -> str:
    """What a reader of the PDF reads, by poppler."""
    if shutil.which("pdftotext") is None:
        pytest.skip("there is no pdftotext on this machine")
    (tmp_path / "x.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def pages(pdf: bytes, tmp_path: Path) -> int:
    """How many pages it has, by poppler."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("there is no pdfinfo on this machine")
    (tmp_path / "x.pdf").write_bytes(pdf)
    done = subprocess.run(["pdfinfo", str(tmp_path / "x.pdf")], capture_output=True, text=True, check=True)
    return int(re.findall(r"Pages:\s+(\d+)", done.stdout)[0])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_has_two_pages_and_lies_beside_the_site(site: Path, study: Study, language: str, tmp_path: Path) -> None:
    pdf = made(study, language)
    assert pdf.startswith(b"%PDF-")
    assert (site / {"en": "summary.pdf", "nl": "nl/samenvatting.pdf"}[language]).read_bytes() == pdf
    assert pages(pdf, tmp_path) == 2


def test_the_same_bytes_in_another_process(study: Study) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from hashlib import sha256\n"
        "from collabstudy.study import Study; from test_site_summary import made\n"
        "print(sha256(made(Study.load('gemeenten'), 'nl')).hexdigest())"
    )
    places = [str(ROOT / "tests"), str(ROOT / "tests" / "site")]
    done = subprocess.run([sys.executable, "-c", program, *places], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(made(study, "nl")).hexdigest()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["55% is more than 41%", "none of 23 tables", "SYNTHETIC", "no figure identifies a majority"]),
        ("nl", ["55% is meer dan 41%", "geen van de 23 tabellen", "SYNTHETISCH", "legt een meerderheid van hen vast"]),
    ],
)
def test_it_says_the_findings(study: Study, language: str, words: list[str], tmp_path: Path) -> None:
    found = text(made(study, language), tmp_path)
    assert [word for word in words if word not in found] == []


def test_a_text_of_a_stranger_is_only_text(study: Study, tmp_path: Path) -> None:
    pdf = made(replace(study, title={"en": HOSTILE}), "en")
    found = text(pdf, tmp_path)
    for part in ('#import "x.typ"', '#panic("ran")', "$x^2$", "<label> @ref // [*bold*]", "`raw`", "⟨U+202E⟩"):
        assert part.replace('"', "") in found.replace("“", "").replace("”", "").replace('"', "")


def test_markup_would_have_been_read_as_such() -> None:
    with pytest.raises(typst.TypstError, match="ran"):
        typst.compile(HOSTILE.partition(" ")[2].partition('"x.typ" ')[2].encode())
