"""The thresholds of a study in words: which are in force, and whose they are."""

from collabstudy.disclosure import SMALL, USUAL, rules_of
from collabstudy.reporting.languages.phrases import Phrase, phrase, said
from collabstudy.study import Study


def rule_phrase(study: Study) -> Phrase:
    """The thresholds that are in force, and whose they are; a fragment that no capital begins."""
    minimum = rules_of(study).minimum_base
    whose = phrase("own threshold" if "minimum_base" in study.disclosure else "usual threshold", "findings")
    usual = phrase("usual", "findings", usual=USUAL) if minimum != USUAL else ""
    return phrase("disclosure rule", "findings", minimum=minimum, whose=whose, usual=usual, small=SMALL)


def rule_sentence(study: Study, language: str = "en") -> str:
    """The same as a sentence."""
    text = said(rule_phrase(study), language)
    return f"{text[0].upper()}{text[1:]}."
