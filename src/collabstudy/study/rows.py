"""One row of a study's CSV file to one frozen object."""

from collabstudy.study.contracts import NOT, SEPARATORS
from collabstudy.study.model import Choice, Figure, Paraphrase, Question, Statement
from collabstudy.study.tables import Row


def question(row: Row) -> Question:
    """One row of its file as a :class:`Question`."""
    type_, _, list_name = row["type"].partition(" ")
    return Question(
        name=row["name"],
        type=type_,
        list_name=list_name or None,
        label=row.labels(),
        number=_whole(row["number"]),
        column=row["column"],
        separator=SEPARATORS.get(row["separator"], row["separator"]),
        relevant=row["relevant"],
        dimension=row["dimension"],
        identifying=row["identifying"] == "yes",
        note=row["note"],
        constraint=row["constraint"],
        line=row.line,
    )


def choice(row: Row) -> Choice:
    """One row of its file as a :class:`Choice`; only an option with a column of its own can be not chosen."""
    score = float(row["score"]) if row["score"] else None
    texts = _parts(row["raw"])
    negated = [text for text in texts if row["column"] and text.startswith(NOT)]
    return Choice(
        list_name=row["list_name"],
        name=row["name"],
        label=row.labels(),
        score=score,
        missing=row["missing"],
        raw=tuple(text for text in texts if text not in negated),
        column=row["column"],
        not_chosen=tuple(text.removeprefix(NOT).strip() for text in negated),
        line=row.line,
    )


def figure(row: Row) -> Figure:
    """One row of its file as a :class:`Figure`."""
    return Figure(
        id=row["figure"],
        question=row["question"],
        answers=_parts(row["answers"]),
        statistic=row["statistic"],
        wording=row["wording"],
        group=row["group"],
        wave=row["wave"],
        base=_whole(row["base"]),
        unit=row["unit_as_printed"],
        format=row["format"],
        section=int(row["section"] or 0),
        paragraph=int(row["paragraph"] or 0),
        note=row["note"],
        line=row.line,
    )


def statement(row: Row) -> Statement:
    """One row of its file as a :class:`Statement`."""
    return Statement(
        id=row["id"],
        section=int(row["section"] or 0),
        paragraph=int(row["paragraph"] or 0),
        kind=row["kind"],
        figures=_parts(row["figures"]),
        relation=row["relation"],
        paraphrase=row["paraphrase"],
        translations={"nl": row["paraphrase::nl"]} if row["paraphrase::nl"] else {},
        line=row.line,
    )


def paraphrase(row: Row) -> Paraphrase:
    """One row of its file as a :class:`Paraphrase`."""
    return Paraphrase(row["question"], row["paraphrase"], row["approved_by"], row.line)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("\u00a0", " ").split("|") if part.strip())


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None
