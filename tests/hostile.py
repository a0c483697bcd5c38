"""A study in which everything that a stranger or its author can write is hostile, and every person a canary."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from support import ROOT

from collabstudy.importing.headers import named

REFERENCE = ROOT / "tests" / "reference"
RESPONDENTS = 40
PER_LIST = 4
SHEET = "canary’!A1 \u202e&<b>"

# Some of what nobody sees; written here once more, so that the program's own list is not its test.
UNSEEN = {
    *map(chr, (*range(9), *range(14, 32), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x2028, 0x202F))),
    *map(chr, (*range(0x2060, 0x2070), 0xAD, 0xFEFF, 0x61C, 0x3164, 0x115F, 0xFFA0, *range(0xE0000, 0xE0200))),
}


@dataclass(frozen=True)
class Hostile:
    """One hostile text, its kind and its name there."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True)
class Canary:
    """One thing that names a person: as it is typed, and what is searched for, in small letters."""

    kind: str
    text: str
    search: str


def hostile_texts() -> list[Hostile]:
    """Every hostile text, its escapes undone."""
    return [
        Hostile(row["kind"], row["name"], json.loads('"' + row["text"].replace('"', '\\"') + '"'))
        for row in _rows("hostile_text.csv")
    ]


def canaries() -> list[Canary]:
    """Every personal canary."""
    return [Canary(row["kind"], row["text"], row["search"]) for row in _rows("personal_canaries.csv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answerable(text: Hostile, encoding: str) -> bool:
    """Whether a text can stand in a cell of an export, and in ``raw``, which separates by bars."""
    try:
        text.text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return "|" not in text.text and text.kind not in ("terminal", "unseen")


def write_study(folder: Path, encoding: str, file: str, workbook: bool = False) -> Path:
    """A closed study, with an export in that encoding or as a workbook; its texts are the hostile ones."""
    texts = hostile_texts()
    groups = [texts[at : at + PER_LIST] for at in range(0, len(texts), PER_LIST)]
    folder.mkdir(parents=True)
    said = "" if workbook else f"encoding = {_toml(encoding)}\n"
    said += f"sheet = {_toml(SHEET)}\n" if workbook else ""
    ignored = [_read(header) for header, _ in _ignored()]
    (folder / "study.toml").write_text(
        f"[study]\ntitle = {{ en = {_toml(texts[0].text + texts[28].text)} }}\nsynthetic = false\n"
        f"respondents = {RESPONDENTS}\ninvited = {{ low = 70, high = 75 }}\n\n"
        f'[responses]\nfile = {_toml(file)}\nformat = "{"xlsx" if workbook else "csv"}"\n{said}id = "respondent"\n'
        f"ignore_columns = [{', '.join(map(_toml, ignored))}]\n\n"
        '[[comparison]]\nname = "canaries"\nfirst = { question = "q0", answers = ["a0"] }\n'
        'second = { question = "q1", answers = ["a0"] }\ndesign = "paired"\nrelation = "first > second"\n'
        'origin = "article"\n',
        encoding="utf-8",
    )
    questions = [["name", "type", "label::en", "number", "column", "separator", "relevant", "dimension"]]
    questions[0] += ["identifying", "note"]
    questions.append(["respondent", "id", "Respondent", "", "respondent", "", "", "", "no", ""])
    choices = [["list_name", "name", "label::en", "score", "missing", "raw", "column"]]
    header, columns = ["respondent"], [[f"r{person}" for person in range(RESPONDENTS)]]
    for at, group in enumerate(groups):
        column = _header(at, group[0], encoding)
        asked = group[-1].text
        row = [
            f"q{at}",
            f"select_one l{at}",
            asked,
            "",
            _read(column),
            "",
            "",
            asked,
            "yes" if at == 2 else "no",
            asked,
        ]
        questions.append(row)
        raws = [text.text if answerable(text, encoding) else f"answer {n}" for n, text in enumerate(group)]
        choices += [
            [f"l{at}", f"a{n}", text.text, "", "", raw, ""]
            for n, (text, raw) in enumerate(zip(group, raws, strict=True))
        ]
        header.append(column)
        columns.append([raws[(person // (1 + at % 3)) % len(raws)] for person in range(RESPONDENTS)])
    questions.append(["remark", "text", "Remarks", "", "remark", "", "", "", "no", ""])
    header.append("remark")
    columns.append([_remark(person, encoding) for person in range(RESPONDENTS)])
    for name, cell in _ignored():
        header.append(name)
        columns.append([cell] * RESPONDENTS)
    _table(folder / "questions.csv", questions)
    _table(folder / "choices.csv", choices)
    _published(folder, texts)
    rows = [header, *map(list, zip(*columns, strict=True))]
    if workbook:
        _workbook(folder / file, rows)
    else:
        (folder / file).write_bytes(_csv(rows).encode(encoding))
    return folder


def _header(at: int, text: Hostile, encoding: str) -> str:
    return f"{at} {text.text}" if answerable(text, encoding) else f"question {at}"


def _read(header: str) -> str:
    """A header as importing names its column: markup of survey tools is taken out of it."""
    return named([header])[0][0]


def _ignored() -> list[tuple[str, str]]:
    """Columns that are read and never kept: the first by its content, the others by their headers too."""
    return [(f"<b>{canary.kind}</b>", canary.text) for canary in canaries()]


def _remark(person: int, encoding: str) -> str:
    said = [text.text for text in hostile_texts() if _encodes(text.text, encoding)]
    known = canaries()
    return f"{known[person % len(known)].text} {said[person % len(said)]}"


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return not any(sign in text for sign in "\x1b\x07")


def _published(folder: Path, texts: list[Hostile]) -> None:
    columns = "figure question answers statistic wording group wave base unit_as_printed format section paragraph note"
    figures = [columns.split()]
    for at, wording in enumerate(("45%", "just over 30%")):
        odd = texts[at].text
        figures.append([f"F{at}", f"q{at}", "a0", "share", wording, "", "", "", odd, odd, "1", "1", odd])
    figures.append(["F2", "q2", "a0", "share", "25%", texts[12].text, texts[13].text, "", "", "", "1", "2", ""])
    _table(folder / "published.csv", figures)
    statements = [["id", "section", "paragraph", "kind", "figures", "relation", "paraphrase"]]
    statements += [
        [f"S{at}", "1", str(at), "share", "F0", "minority", text.text] for at, text in enumerate(texts, start=1)
    ]
    _table(folder / "statements.csv", statements)


def _table(path: Path, rows: list[list[str]]) -> None:
    path.write_bytes(_csv(rows).encode())


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def _workbook(path: Path, rows: list[list[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.title = SHEET
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, "")
            cell.value, cell.data_type = text, "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _toml(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f") if text.isascii() else _basic(text)


def _basic(text: str) -> str:
    """A basic string of TOML, whose escapes of characters beyond the plane differ from those of JSON."""
    signs = []
    for sign in json.dumps(text, ensure_ascii=False):
        code = ord(sign)
        signs.append(f"\\U{code:08x}" if code > 126 else sign)
    return "".join(signs)
