"""In which language an export asks: by its commonest small words."""

import re
from collections.abc import Iterable

from collabstudy.scaffold.seen import Seen

WORDS = {
    "en": {"the", "you", "your", "of", "how", "what", "do", "is", "are", "which", "yes", "with", "to", "and", "in"},
    "nl": {"de", "het", "een", "u", "uw", "je", "hoe", "wat", "welke", "van", "en", "bent", "ja", "nee", "met", "in"},
    "de": {"der", "die", "das", "sie", "ihr", "ihre", "wie", "was", "welche", "und", "ist", "nein", "mit", "in"},
    "es": {"el", "la", "los", "que", "qué", "cómo", "su", "tu", "de", "en", "una", "usted", "con", "por"},
}


def language_of(columns: Iterable[Seen]) -> str:
    """The code of the language with most of its words in the headers; English where nothing shows."""
    words = [word for column in columns for word in re.findall(r"[^\W\d_]+", column.header.label.casefold())]
    counts = {code: sum(word in known for word in words) for code, known in WORDS.items()}
    return max(counts, key=lambda code: counts[code])
