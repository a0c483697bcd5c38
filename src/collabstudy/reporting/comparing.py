"""The comparisons of a study in sentences: test, difference, ratio, and what resemblance among colleagues would do."""

from __future__ import annotations

import pandas as pd

from collabstudy.counting import count_selections
from collabstudy.reporting import sentences
from collabstudy.reporting.languages.phrases import Row, Value, compared, phrase, quantity
from collabstudy.reporting.results import NO_RESPONSES, Finding, Missing
from collabstudy.reporting.tables.comparisons import paired_comparisons, refused, told
from collabstudy.statistics import (
    adjust_pvalues,
    mcnemar,
    mcnemar_largest_effect,
    paired_difference,
    paired_odds_ratio,
)
from collabstudy.study import Comparison, Study

SECTION = "comparing"


def pair_finding(frame: pd.DataFrame | None, study: Study, comparison: Comparison) -> Finding | Missing:
    """McNemar's test of one comparison in a sentence, with its target; ``Missing`` without responses."""
    if frame is None:
        return NO_RESPONSES
    if (not_shown := refused(frame, study, comparison)) is not None:
        return not_shown
    table = count_selections(frame, study, comparison.first, comparison.second)
    released = told(frame, study, [comparison])
    if comparison.design != "paired":
        return Finding([phrase("unpaired", SECTION, name=compared(comparison))], (study.evidence,), releases=released)
    if not table.to_numpy().sum():
        return Finding([phrase("nobody", SECTION, name=compared(comparison))], (study.evidence,), releases=released)
    text = mcnemar_sentence(table, study, synthetic=study.synthetic)
    named = phrase("named", SECTION, name=compared(comparison), text=text)
    return Finding([named, sentences.target("superpopulation")], (study.evidence,), releases=released)


def significance_finding(frame: pd.DataFrame | None, study: Study) -> Finding | Missing:
    """Every paired comparison in a sentence: test, difference, odds ratio, p corrected for their number."""
    paired = paired_comparisons(frame, study)
    if isinstance(paired, Missing):
        return paired
    tables = {item.name: count_selections(frame, study, item.first, item.second) for item in paired}
    adjusted = adjust_pvalues([mcnemar(table).pvalue for table in tables.values()], study.analysis.correction)
    text = []
    for (name, table), pvalue in zip(tables.items(), adjusted, strict=True):
        if not table.to_numpy().sum():
            text.append(phrase("nobody", SECTION, name=name))
            continue
        parts = [mcnemar_sentence(table, study)]
        if _discordant(table):
            ratio = paired_odds_ratio(table, confidence=study.analysis.confidence)
            parts.append(sentences.odds_ratio(ratio))
        arguments = len(tables), study.analysis.correction, study.synthetic
        parts.append(sentences.adjusted(pvalue, *arguments))
        text.append(phrase("named", SECTION, name=name, text=Row(parts, "; ")))
    text.append(sentences.target("superpopulation"))
    return Finding(text, (study.evidence,), releases=told(frame, study, paired))


def dependence_finding(frame: pd.DataFrame | None, study: Study) -> Finding | Missing:
    """How much resemblance among colleagues the p of each comparison bears."""
    paired = paired_comparisons(frame, study)
    if isinstance(paired, Missing):
        return paired
    alpha, shown = study.analysis.alpha, quantity("plain", study.analysis.alpha)
    text = []
    for item in paired:
        table = count_selections(frame, study, item.first, item.second)
        effect = mcnemar_largest_effect(table, alpha) if mcnemar(table).pvalue <= alpha else None
        name, values = "not tolerated", dict[str, Value](name=item.name, alpha=shown)
        if effect is not None:
            name, values = "tolerated", values | {"effect": quantity("number", effect)}
        sentence = sentences.marked(phrase(name, SECTION, **values), study.synthetic)
        text.append(phrase("sentence", SECTION, text=sentence))
    released = told(frame, study, paired)
    return Finding([phrase("clusters", SECTION), *text], (study.evidence,), releases=released)


def mcnemar_sentence(table: pd.DataFrame, study: Study, synthetic: bool = False) -> Value:
    """The exact test with Newcombe's interval, of a table whose first row and column are the yes."""
    (a, b), (c, d) = table.to_numpy().tolist()
    apart = paired_difference(table, confidence=study.analysis.confidence)
    return sentences.mcnemar((a, b, c, d), mcnemar(table), apart, synthetic)


def _discordant(table: pd.DataFrame) -> int:
    return int(table.iloc[0, 1] + table.iloc[1, 0])
