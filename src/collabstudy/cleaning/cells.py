"""The cells of one column, text by text: what is done to a text is done once, however many cells hold it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collabstudy.cleaning.characters import STEPS, Step, tidied
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.personal import find_personal, form
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, NOT_SEEN

SHOWN_LINES, SHOWN_VALUES = 2, 20  # a report that is read to its end
NOT_KEPT = "(not kept)"  # stands in the repair log for a text that is nobody's level
Mask = NDArray[np.bool_]
Sayable = Callable[[str], bool]


@dataclass(frozen=True)
class Reached:
    """By row whether the question was asked, and whether the respondent had left before it.

    ``blanks`` are the reasons that a cell of the question may be blank for, in the order of its levels.
    """

    asked: Mask
    unseen: Mask
    blanks: Sequence[str]

    def why(self) -> NDArray[np.int64]:
        """The place in ``blanks`` of why a blank cell is blank, by row."""
        reasons = np.full(len(self.asked), self.blanks.index(LEFT_EMPTY))
        if NOT_ASKED in self.blanks:
            reasons[~self.asked] = self.blanks.index(NOT_ASKED)
        if NOT_SEEN in self.blanks:
            reasons[self.unseen] = self.blanks.index(NOT_SEEN)
        return reasons


@dataclass
class Cells:
    """One column: its distinct ``texts`` (tidied), the place of each row's text among them, and what was found.

    ``wrong`` marks the rows with a fault. ``sayable`` is whether a fault or the log may say a text; else its form.
    """

    file: str
    column: str
    lines: NDArray[np.int64]
    reached: Reached
    texts: list[str]
    codes: NDArray[np.int64]
    sayable: Sayable = bool
    faults: list[Fault] = field(default_factory=list)
    repairs: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.wrong = np.zeros(len(self.codes), dtype=bool)
        self._order = np.argsort(self.codes, kind="stable")
        self._starts = np.searchsorted(self.codes[self._order], np.arange(len(self.texts) + 1))

    @classmethod
    def of(
        cls, table: TextTable, column: str, reached: Reached, sayable: Sayable, steps: tuple[Step, ...] = STEPS
    ) -> "Cells":
        """The cells of a column, blanks around them removed and accents composed; both are logged."""
        raw, codes = distinct(table, column)
        counts = np.bincount(codes, minlength=len(raw)).tolist()
        repairs: Counter[tuple[str, str, str]] = Counter()
        places: dict[str, int] = {}
        onto = np.zeros(len(raw), dtype=np.int64)
        for at, text in enumerate(raw):
            text, changes = tidied(text, steps)
            onto[at] = places.setdefault(text, len(places))
            for step, before, after in changes:
                repairs[(step, before, after) if sayable(text) else (step, NOT_KEPT, NOT_KEPT)] += counts[at]
        return cls(
            table.file, column, table.lines, reached, list(places), onto[codes] if raw else codes, sayable, [], repairs
        )

    def rows(self, at: int) -> NDArray[np.int64]:
        """The rows that hold the text at a place, in order."""
        return self._order[self._starts[at] : self._starts[at + 1]]

    def rows_of(self, places: Sequence[int]) -> NDArray[np.int64]:
        """The rows that hold any of the texts at several places, in order."""
        return np.sort(np.concatenate([self.rows(at) for at in places]))

    def count(self, at: int) -> int:
        """How many cells hold the text at a place."""
        return int(self._starts[at + 1] - self._starts[at])

    def values(self) -> list[str]:
        """The tidied text of each row."""
        return [self.texts[at] for at in self.codes.tolist()]

    def filled(self) -> Mask:
        """By row whether there is any text; one where the question was not asked is a fault."""
        full = np.array([bool(text) for text in self.texts], dtype=bool)
        filled = full[self.codes] if len(full) else np.zeros(0, dtype=bool)
        outside = filled & ~self.reached.asked
        for at in np.unique(self.codes[outside]).tolist():
            rows = self.rows(at)
            message, mend = "an answer where the question was not asked", "correct `relevant` in questions.csv"
            self.fault(self.texts[at], rows[outside[rows]], message, mend)
        return filled

    def fault(self, value: str, rows: NDArray[np.int64], message: str, mend: str) -> None:
        """Record one fault of all the cells in ``rows``; personal data has its own already (``personal_cells``)."""
        self.wrong[rows] = True
        if find_personal(value):
            return
        lines = self.lines[rows].tolist()
        if len(lines) > 1:
            message += f" ({len(lines)} cells, {_listed(lines)})"
        if self.sayable(value):
            self.faults.append(Fault(self.file, message, lines[0], self.column, value, mend))
        else:
            self.faults.append(Fault(self.file, message, lines[0], self.column, mend=mend, form=form(value)))

    def faults_of(self, places: Sequence[int], message: str, mend: str) -> None:
        """One fault a text, and a last one for those beyond what anybody reads."""
        for at in places[:SHOWN_VALUES]:
            self.fault(self.texts[at], self.rows(at), message, mend)
        self.further(places[SHOWN_VALUES:])

    def further(self, places: Sequence[int]) -> None:
        """One fault for texts that are not shown one by one."""
        if not places:
            return
        rows = self.rows_of(places)
        message = f"{len(places)} more texts are wrong in this column, in {len(rows)} cells"
        mend = "see whether the codebook reads the right column"
        self.faults.append(Fault(self.file, message, int(self.lines[rows[0]]), self.column, mend=mend))
        self.wrong[rows] = True

    def on_levels(self, names: Sequence[str], chosen: Sequence[int]) -> pd.Categorical:
        """The place in ``names`` chosen by each text onto rows; -1 is no answer, and becomes why there is none."""
        by_row = np.asarray(chosen, dtype=np.int64)[self.codes] if self.texts else self.codes
        return on_levels(names, by_row, self.reached)


def on_levels(names: Sequence[str], by_row: NDArray[np.int64], reached: Reached) -> pd.Categorical:
    """The place in ``names`` of each row's answer, -1 for none, as an ordered categorical."""
    places = np.where(by_row >= 0, by_row, len(names) + reached.why())
    return pd.Categorical.from_codes(places, categories=[*names, *reached.blanks], ordered=True)


def distinct(table: TextTable, column: str) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct texts of a column, and for each row the place of its text among them."""
    coded = table.cells[table.columns.index(column)].dictionary_encode().unify_dictionaries()
    if not coded.num_chunks:
        return [], np.zeros(0, dtype=np.int64)
    indices = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in coded.chunks]
    return coded.chunk(0).dictionary.to_pylist(), np.concatenate(indices).astype(np.int64)


def _listed(lines: Sequence[int]) -> str:
    """``lines 14, 20 and 3 more``."""
    first = [str(line) for line in lines[:SHOWN_LINES]]
    more = len(lines) - len(first)
    return f"lines {', '.join(first)} and {more} more" if more else f"lines {' and '.join(first)}"
