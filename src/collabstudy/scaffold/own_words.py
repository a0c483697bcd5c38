"""What one person wrote among answers that people chose: no level of its own, since a page shows every level."""

from collections.abc import Mapping

from collabstudy.scaffold.names import level_name
from collabstudy.scaffold.scales import Level, as_they_come, missing_kind
from collabstudy.study import OTHER_TEXT

WORD = 12  # characters of a short word


def with_other(texts: Mapping[str, int]) -> tuple[list[Level], str]:
    """A level for each text, except that own words become one level of any other text, with a sentence on it."""
    own = _own(texts)
    levels = as_they_come(text for text in texts if text not in own)
    if own:
        name = level_name("other", {level.name for level in levels})
        other = Level(name, "Other", (OTHER_TEXT,))
        place = sum(not level.missing for level in levels)
        count = f"{len(own)} long text{'s' if len(own) > 1 else ''}"
        said = f"; {count} of one person each went under {name} (raw `*`, never kept): give an option a row of its own"
        return [*levels[:place], other, *levels[place:]], said
    once = len(texts) > 2 and max(texts.values()) > 1 and min(texts.values()) == 1
    return levels, "; what stands there once is perhaps people's own words: then one level with raw `*`" if once else ""


def _own(texts: Mapping[str, int]) -> list[str]:
    """Texts that seem one person's own: each stands once and is longer than a word, beside others that come again."""
    if max(texts.values(), default=0) < 2:
        return []
    return [text for text, cells in texts.items() if cells == 1 and len(text) > WORD and not missing_kind(text)]
