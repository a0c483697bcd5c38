"""A disclosure in words: what it would be in plain English, and the sentence to send to the authors."""

from collections.abc import Sequence

from collabstudy.published.asking import Disclosure
from collabstudy.reporting.words import answer_label, label, listed
from collabstudy.study import Figure, Study

BOTH = "how many of those who answered both questions gave the named answer to the"
BEIDE = "hoeveel van de respondenten die beide vragen beantwoordden"
NUMBERS = {
    "en": {
        "yes_yes": "how many respondents gave the named answers to both questions",
        "yes_no": f"{BOTH} first question only",
        "no_yes": f"{BOTH} second question only",
        "discordant": f"{BOTH} first question only, and how many to the second only",
        "both": "how many respondents answered both questions",
        "first_yes": f"{BOTH} first question",
        "second_yes": f"{BOTH} second question",
        "first_base": "how many respondents answered the first question",
        "second_base": "how many respondents answered the second question",
        "first_count": "how many respondents gave the named answer to the first question",
        "second_count": "how many respondents gave the named answer to the second question",
        "base": "how many respondents answered the question",
        "count": "how many respondents gave the named answer",
    },
    "nl": {
        "yes_yes": "hoeveel respondenten op beide vragen het genoemde antwoord gaven",
        "yes_no": f"{BEIDE} alleen op de eerste vraag het genoemde antwoord gaven",
        "no_yes": f"{BEIDE} alleen op de tweede vraag het genoemde antwoord gaven",
        "discordant": f"{BEIDE} alleen op de eerste vraag het genoemde antwoord gaven, en hoeveel alleen op de tweede",
        "both": "hoeveel respondenten beide vragen beantwoordden",
        "first_yes": f"{BEIDE} op de eerste vraag het genoemde antwoord gaven",
        "second_yes": f"{BEIDE} op de tweede vraag het genoemde antwoord gaven",
        "first_base": "hoeveel respondenten de eerste vraag beantwoordden",
        "second_base": "hoeveel respondenten de tweede vraag beantwoordden",
        "first_count": "hoeveel respondenten op de eerste vraag het genoemde antwoord gaven",
        "second_count": "hoeveel respondenten op de tweede vraag het genoemde antwoord gaven",
        "base": "hoeveel respondenten de vraag beantwoordden",
        "count": "hoeveel respondenten het genoemde antwoord gaven",
    },
}
LETTERS = {
    "en": ("Your report prints {}. Could you tell us {}?", "for the question", "and", "or"),
    "nl": ("In uw publicatie staat {}. Kunt u ons laten weten {}?", "bij de vraag", "en", "of"),
}


def numbers_in_words(found: Disclosure) -> str:
    """What is asked for, as the object of "ask"."""
    return listed([NUMBERS["en"][name] for name in _together(found.numbers)])


def _together(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Both discordant counts are asked for in one phrase."""
    return ("discordant",) if numbers == ("yes_no", "no_yes") else numbers


def letter(study: Study, figures: Sequence[Figure], found: Disclosure, language: str) -> str:
    """The sentence to send to the authors, ``en`` or ``nl``, with the questions' own labels."""
    frame, of, also, either = LETTERS[language]
    printed = f" {also} ".join(_printed(study, figure, of, either, language) for figure in figures)
    return frame.format(printed, f" {also} ".join(NUMBERS[language][name] for name in _together(found.numbers)))


def deciding(found: Disclosure) -> str:
    """In how many of the possible answers a disclosure decides."""
    if found.decides:
        return f"decides it whatever the answer ({found.answers:,} are possible)"
    return f"decides it in {found.deciding:,} of {found.answers:,} possible answers"


def _printed(study: Study, figure: Figure, of: str, either: str, language: str) -> str:
    question = study.question(figure.question)
    answers = f" {either} ".join(f"“{answer_label(study, question, name, language)}”" for name in figure.answers)
    return f"{figure.wording} {answers} {of} “{label(question, language)}”"
