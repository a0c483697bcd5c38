"""The lists of choices.csv: one for each set of levels, shared by the questions that have the same."""

from collabstudy.scaffold.guess import Guess
from collabstudy.scaffold.names import level_name, named
from collabstudy.scaffold.scales import Level
from collabstudy.study import Choice


class Lists:
    """Collects the lists of a codebook as its questions are named."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._levels: dict[str, list[Choice]] = {}
        self._shared: dict[tuple[object, ...], str] = {}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every level, list by list."""
        return tuple(choice for levels in self._levels.values() for choice in levels)

    def of(self, made: Guess, question: str) -> str:
        """The name of the list of a question."""
        if made.ticks:
            name = self._free(question)
            self._levels[name] = _options(name, made, self._language)
            return name
        # numbers with words at the ends mean something else with other words
        same = made.levels if made.scale == "numbered" else tuple(level.name for level in made.levels)
        key = made.scale, same
        if made.scale and key in self._shared:
            name = self._shared[key]
            self._levels[name] = _merged(self._levels[name], made.levels)
            return name
        name = self._free(made.scale.removeprefix("form ") if made.scale not in ("", "numbered") else question)
        self._levels[name] = [level.choice(name, self._language) for level in made.levels]
        self._shared[key] = name
        return name

    def _free(self, wanted: str) -> str:
        return named(wanted, {name.lower() for name in self._levels})


def _merged(choices: "list[Choice]", levels: "tuple[Level, ...]") -> list[Choice]:
    """The same levels, each with the spellings of both; a spelling that was only usual gives way to nothing."""
    return [
        Choice(
            choice.list_name,
            choice.name,
            choice.label,
            choice.score,
            choice.missing,
            tuple(dict.fromkeys([*choice.raw, *level.raw])),
            "",
        )
        for choice, level in zip(choices, levels, strict=True)
    ]


def _options(list_name: str, made: Guess, language: str) -> list[Choice]:
    """The options of a question with a column each."""
    used: set[str] = set()
    options = []
    for place, tick in enumerate(made.ticks):
        header = tick.column.header
        label = header.part_text or header.part or header.label
        own = made.levels[place] if made.levels else None
        name = own.name if own else level_name(label, used)
        labels = dict(own.labels) if own and own.labels else {language: label}
        used.add(name)
        options.append(Choice(list_name, name, labels, None, "", tick.chosen, tick.column.field.name, tick.not_chosen))
    return options
