"""Questions crossed on their levels, in sentences: the tests that fit the questions, each with its assumption."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from collabstudy.counting import count_pairs, count_patterns
from collabstudy.reporting import sentences
from collabstudy.reporting.comparing import SECTION, mcnemar_sentence
from collabstudy.reporting.gate import refusal
from collabstudy.reporting.languages.phrases import Phrase, Row, Value, counted, phrase
from collabstudy.reporting.released import of_base, of_crossing
from collabstudy.reporting.results import NO_RESPONSES, Finding, Missing, Table
from collabstudy.reporting.tables.comparisons import known_variables
from collabstudy.statistics import (
    cochran_q,
    cramers_v,
    fisher,
    fisher_freeman_halton,
    level_differences,
    marginal_homogeneity,
    pairwise_mcnemar,
    signed_rank,
)
from collabstudy.statistics.fisher import LARGEST
from collabstudy.study import Study

YES_NO = ["yes", "no"]
SAMPLES = 100_000


def cross_finding(frame: pd.DataFrame | None, study: Study, first: str, second: str) -> Finding | Missing:
    """The tests that fit two crossed questions, each with what it asks and assumes.

    Equal shares (McNemar) or equal margins (Stuart-Maxwell; of ordered answers also the signed rank test) where both
    questions have the same levels; association in any case (Fisher, or Freeman and Halton), with Cramer's V.

    Raises ``ValueError`` for a question that has no levels.
    """
    if frame is None:
        return NO_RESPONSES
    known = known_variables(study, (first, second))
    table = count_pairs(frame, study, [(first, second)])[first, second]
    not_shown = refusal(study, (first, second), int(table.to_numpy().sum()))
    if not_shown is not None:
        return not_shown
    name, released = f"{first} / {second}", of_crossing(study, table)
    if first == second or not table.to_numpy().sum():
        why = "itself" if first == second else "nobody"
        return Finding([phrase(why, SECTION, name=name)], (study.evidence,), releases=released)
    text = []
    if known[first][0] == known[second][0]:
        text += _same_levels(table, study, ordered=_ordered(study, first) and _ordered(study, second))
    text.append(phrase("association", SECTION, text=_association(table, study)))
    text += [sentences.target("superpopulation"), phrase("exploration", SECTION)]
    return Finding(text, (study.evidence,), releases=released)


def _same_levels(table: pd.DataFrame, study: Study, ordered: bool) -> list[Phrase]:
    if sorted(table.index) == sorted(YES_NO):
        text = mcnemar_sentence(table.loc[YES_NO, YES_NO], study, study.synthetic)
        return [phrase("shares", SECTION, text=text)]
    plain = table.to_numpy()
    found = sentences.marginal_homogeneity(marginal_homogeneity(plain), study.synthetic)
    margins = [phrase("margins", SECTION, text=found)]
    if ordered:
        ranks = sentences.signed_rank(signed_rank(level_differences(plain)), study.synthetic)
        margins.append(phrase("order", SECTION, text=ranks))
    return margins


def _association(table: pd.DataFrame, study: Study) -> Value:
    seed, cells = study.analysis.seed, table.to_numpy()
    if cells.shape == (2, 2) and cells.sum() <= LARGEST:
        found = sentences.fisher(fisher(cells, confidence=study.analysis.confidence))
    else:
        test = fisher_freeman_halton(cells, samples=SAMPLES, seed=seed)
        found = sentences.freeman_halton(test, samples=SAMPLES, seed=seed)
    effect = sentences.effect(cramers_v(cells, bias_corrected=True), study.synthetic)
    return Row([found, effect], "; ")


def several_finding(frame: pd.DataFrame | None, study: Study, names: Sequence[str]) -> Finding | Missing:
    """Cochran's Q of several yes/no questions, among those who answered all of them.

    Raises ``ValueError`` for fewer than two names, one given twice, or one that is not answered by yes or no.
    """
    patterns = _shown_patterns(frame, study, names)
    if isinstance(patterns, Missing):
        return patterns
    if patterns.empty:
        return Finding([phrase("nobody several", SECTION)], (study.evidence,), releases=of_base(study, names, 0))
    seed, persons = study.analysis.seed, int(patterns["persons"].sum())
    test = cochran_q(patterns, "exact", SAMPLES, seed)
    text = sentences.cochran(test, study.synthetic, SAMPLES, seed)
    said = phrase("several", SECTION, questions=len(names), persons=persons, text=text)
    released = of_base(study, names, persons, f"exact p {test.pvalue:.6g}")
    return Finding([said, sentences.target("superpopulation")], (study.evidence,), releases=released)


def pairwise_table(frame: pd.DataFrame | None, study: Study, names: Sequence[str]) -> Table | Missing:
    """Which of several questions differ: exact McNemar of every two, Holm over all of them. Errors as above."""
    patterns = _shown_patterns(frame, study, names)
    if isinstance(patterns, Missing):
        return patterns
    if patterns.empty:
        return Missing(phrase("nothing crossed", "missing"))
    rows = [
        {"first": item.first, "second": item.second, "exact p": item.test.pvalue, "Holm p": item.adjusted}
        for item in pairwise_mcnemar(patterns, "exact", study.analysis.correction)
    ]
    synthetic = phrase("synthetic", "response_tables") if study.synthetic else ""
    title = phrase("every two", "response_tables", synthetic=synthetic)
    answered = int(patterns["persons"].sum())
    note = phrase("every two note", "response_tables", answered=answered, pairs=counted("pair", len(rows)))
    released = of_base(study, names, answered, "; ".join(f"{row['exact p']:.6g}" for row in rows))
    formats = dict.fromkeys(("exact p", "Holm p"), ".4f")
    return Table(pd.DataFrame(rows), title, (study.evidence,), note, formats, released)


def _shown_patterns(frame: pd.DataFrame | None, study: Study, names: Sequence[str]) -> pd.DataFrame | Missing:
    """The complete patterns, or why nothing of them is shown."""
    if frame is None:
        return NO_RESPONSES
    patterns = complete_patterns(frame, study, names)
    not_shown = refusal(study, names, int(patterns["persons"].sum()))
    return patterns if not_shown is None else not_shown


def complete_patterns(frame: pd.DataFrame, study: Study, names: Sequence[str]) -> pd.DataFrame:
    """Patterns of yes and no over several questions, of those who answered all. Raises ``ValueError``."""
    known = known_variables(study, names)
    if len(names) < 2 or len(set(names)) < len(names):
        raise ValueError(f"give two or more different questions, not {', '.join(names) or 'none'}")
    for name in names:
        if sorted(known[name][0]) != sorted(YES_NO):
            raise ValueError(f"{name!r} is not answered by yes or no, and Cochran's Q compares shares of yes")
    patterns = count_patterns(frame, study, list(names))
    return patterns[patterns[list(names)].isin(YES_NO).all(axis=1)].reset_index(drop=True)


def _ordered(study: Study, name: str) -> bool:
    """Whether every level has a score, in rising order."""
    if name not in {question.name for question in study.questions}:
        return False
    scores = [choice.score for choice in study.choices_of(study.question(name)) if not choice.missing]
    given = [score for score in scores if score is not None]
    return len(given) == len(scores) and given == sorted(given)
