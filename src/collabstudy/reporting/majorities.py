"""The findings of a survey of one's own by tier: which answers more than half gave, among those who answered, beyond
chance, and among all who were invited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.counting import Counts
from collabstudy.errors import shortened
from collabstudy.published.verdicts import HALF
from collabstudy.reporting.gate import unmarked_counts
from collabstudy.reporting.languages.phrases import Own, Phrase, Value, counted, in_languages, phrase, quantity
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import Finding
from collabstudy.reporting.words import answer_label, label
from collabstudy.statistics import adjust_pvalues, binomial_test, share_bounds
from collabstudy.study import NOT_ASKED, Question, Study

SECTION = "majorities"
NAMED = 5  # answers that a finding names; the tables hold them all
LABEL = 120  # characters of a question's text


@dataclass(frozen=True)
class Answer:
    """The answer to a question that most gave: of those who answered, and ``silent`` who were asked and did not."""

    column: str
    question: Question
    name: Own
    count: int
    base: int
    silent: int
    everybody: bool  # whether all were asked

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.base)

    @property
    def said(self) -> Phrase:
        asked = Own(in_languages(lambda language: shortened(label(self.question, language), LABEL)))
        share = quantity("percent", self.share)
        return phrase(
            "answer", SECTION, question=asked, answer=self.name, count=self.count, base=self.base, share=share
        )


def majority_findings(study: Study, counts: Mapping[str, Counts]) -> dict[str, Finding]:
    """The finding of each tier, by its name; nothing where there is no question with answer levels to show.

    ``data`` has the certainty, the name of the reason for it, and the questions that are named.
    """
    shown = unmarked_counts(counts, study)
    answers = list(_most_given(study, shown))
    if not answers:
        return {}
    released = of_counts(study, shown)
    found = {
        "among": _among(answers),
        "significance": _beyond_chance(answers, study),
        "invited": _invited(answers, study),
    }
    return {
        tier: Finding(
            said, (study.evidence,), {"certainty": certainty, "why": why, "questions": _named(named)}, released
        )
        for tier, (certainty, why, said, named) in found.items()
    }


Said = tuple[str, str, list[Value], Sequence[Answer]]  # certainty, reason, sentences, the answers they name


def _among(answers: Sequence[Answer]) -> Said:
    most = _majorities(answers)
    lead = phrase("among", SECTION, majorities=len(most), questions=_questions(answers))
    return "certain", "counted", [lead, *(answer.said for answer in most[:NAMED]), *_more(most)], most[:NAMED]


def _beyond_chance(answers: Sequence[Answer], study: Study) -> Said:
    """Exact binomial tests against one half, with Holm's correction over all questions."""
    exact = [binomial_test(answer.count, answer.base).pvalue_exact or Fraction(0) for answer in answers]
    adjusted = adjust_pvalues(exact).pvalues_exact
    assert adjusted is not None
    alpha = Fraction(str(study.analysis.alpha))
    beyond = {answer.column for answer, p in zip(answers, adjusted, strict=True) if p <= alpha}
    most = _majorities(answers)
    unsure = [answer for answer in most if answer.column not in beyond]
    values: dict[str, Value] = {"alpha": quantity("plain", study.analysis.alpha), "majorities": len(most)}
    values |= {"beyond": len(most) - len(unsure), "questions": _questions(answers)}
    listed: list[Value] = [phrase("unsure", SECTION)] if unsure else []
    said = [
        phrase("beyond chance", SECTION, **values),
        *listed,
        *(answer.said for answer in unsure[:NAMED]),
        *_more(unsure),
    ]
    return "depends", "drawn", said, unsure[:NAMED]


def _invited(answers: Sequence[Answer], study: Study) -> Said:
    """Worst-case bounds over what those who did not answer would have said."""
    invited, most = study.invited, _majorities(answers)
    if invited is None:
        return "open", "uninvited", [phrase("uninvited", SECTION)], ()
    certain = [
        answer
        for answer in most
        if answer.everybody
        and share_bounds(answer.count, answer.base, answer.base + answer.silent, invited).lower > HALF
    ]
    verdict = "certain" if most and len(certain) == len(most) else "depends" if certain else "open"
    values: dict[str, Value] = {"certain": len(certain), "majorities": len(most)}
    said = [phrase("invited", SECTION, **values), *(answer.said for answer in certain[:NAMED]), *_more(certain)]
    return verdict, f"silent {verdict}", said, certain[:NAMED]


def _most_given(study: Study, counts: Mapping[str, Counts]) -> Iterator[Answer]:
    """Of each question, or of each option of one with several answers, the answer that most gave."""
    for name, item in counts.items():
        if not item.base:
            continue
        question, option = study.question(name.partition(".")[0]), name.partition(".")[2]
        level = "yes" if option else max(item.levels, key=lambda one: item.levels[one])
        silent = sum(persons for kind, persons in item.missing.items() if kind != NOT_ASKED)
        everybody = not item.missing.get(NOT_ASKED)
        answer = _answer(study, question, option or level)
        yield Answer(name, question, answer, item.levels.get(level, 0), item.base, silent, everybody)


def _answer(study: Study, question: Question, name: str) -> Own:
    return Own(in_languages(lambda language: answer_label(study, question, name, language)))


def _majorities(answers: Sequence[Answer]) -> list[Answer]:
    """Those that more than half gave, the largest shares first."""
    return sorted((answer for answer in answers if answer.share > HALF), key=lambda one: -one.share)


def _more(answers: Sequence[Answer]) -> list[Value]:
    return [phrase("more", SECTION, number=len(answers) - NAMED)] if len(answers) > NAMED else []


def _questions(answers: Sequence[Answer]) -> Value:
    """How many there are; an option of a question with several answers is one too."""
    options = any("." in answer.column for answer in answers)
    return counted("question or option" if options else "question", len(answers))


def _named(answers: Sequence[Answer]) -> list[str]:
    return list(dict.fromkeys(answer.question.name for answer in answers))
