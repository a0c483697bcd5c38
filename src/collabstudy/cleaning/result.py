"""What cleaned responses must be, built from the codebook alone and held against the result: a check, never a mend."""

from typing import Any

import pandas as pd

from collabstudy.study import Question, Study


class CleaningError(RuntimeError):
    """The result of cleaning is not what the codebook promises: our mistake, not the user's."""


def check(responses: pd.DataFrame, study: Study) -> None:
    """Nothing where the responses have exactly the codebook's columns, types and levels; nothing is coerced.

    Raises :class:`CleaningError` with every violation.
    """
    from pandera.errors import SchemaErrors  # slow to import, and only cleaning needs it

    try:
        schema(study).validate(responses, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "check"]].drop_duplicates().astype("str")
        found = "; ".join(f"{column}: {rule}" for column, rule in cases.to_numpy().tolist())
        message = f"cleaning made a mistake of its own, please report it ({found}); the export is not to blame."
        raise CleaningError(message) from None


def schema(study: Study) -> Any:
    """The ``pandera.DataFrameSchema`` of the cleaned responses of a study."""
    import pandera.pandas as pandera

    columns = {"evidence": pandera.Column("str", pandera.Check.isin([study.evidence]))}
    for question in study.questions:
        columns |= _columns(study, question, pandera)
    return pandera.DataFrameSchema(columns, strict=True, ordered=True, coerce=False)


def _columns(study: Study, question: Question, pandera: Any) -> dict[str, Any]:
    names = [choice.name for choice in study.choices_of(question)]
    blanks = study.blank_levels(question)
    if question.type == "text":
        return {}
    if question.type == "id":
        return {question.name: pandera.Column("str", unique=True)}
    if question.type == "select_one":
        return {question.name: _levels([*names, *blanks], pandera)}
    if question.type == "select_multiple":
        return {f"{question.name}.{name}": _levels(["yes", "no", *blanks], pandera) for name in names}
    kind = {"integer": "Int64", "decimal": "Float64", "date": "str"}[question.type]
    return {
        question.name: pandera.Column(kind, nullable=True),
        f"{question.name}.missing": _levels(["answered", *names, *blanks], pandera),
    }


def _levels(names: list[str], pandera: Any) -> Any:
    return pandera.Column(pd.CategoricalDtype(names, ordered=True), nullable=False)
