"""A published figure as values: what is printed, and which counts and bases can have printed it."""

from typing import Any

from collabstudy.published.verdicts import printed
from collabstudy.reporting.languages import LANGUAGES
from collabstudy.reporting.words import answer_label, label
from collabstudy.study import Figure, Study


def figure_values(study: Study, figure: Figure) -> dict[str, Any]:
    """Wording, question and place of a figure; of a share also its feasible counts in short."""
    question = study.question(figure.question)
    values: dict[str, Any] = {
        "wording": figure.wording,
        "statistic": figure.statistic,
        "question": figure.question,
        "label": {language: label(question, language) for language in LANGUAGES},
        "answers": {
            language: [answer_label(study, question, name, language) for name in figure.answers]
            for language in LANGUAGES
        },
        "part": " ".join(filter(None, [figure.group, figure.wave])),
        "section": figure.section,
        "paragraph": figure.paragraph,
        "base": figure.base,
        "note": figure.note,
        "question note": question.note,
    }
    return values | _counts(study, figure) if figure.statistic == "share" else values


def _counts(study: Study, figure: Figure) -> dict[str, Any]:
    """How many pairs of count and base can have printed a figure, the smallest and the largest base, the counts at
    all respondents (the first and the last of them) and the smallest and the largest share."""
    side = printed(study, figure)
    pairs = sum(len(counts) for counts in side.counts.values())
    whole = side.counts.get(study.respondents, range(0))
    return {
        "hedged": side.interval.hedged,
        "pairs": pairs,
        "bases": [min(side.counts), max(side.counts)] if pairs else None,
        "possible bases": len(side.counts),
        "at all": [whole[0], whole[-1]] if len(whole) else None,
        "shares": [str(end) for end in side.shares] if pairs else None,
    }
