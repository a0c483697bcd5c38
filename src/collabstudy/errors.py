"""What a user can mend: one sentence a fault, naming file, line, column, value and mend."""

from collections.abc import Iterable
from dataclasses import dataclass

from collabstudy.personal import find_personal, form, is_bsn
from collabstudy.safe_text import visible


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a user's file: ``message`` says what, ``mend`` what to do about it.

    Of a value that nobody is to read there is the ``form`` only; one that looks like personal data is never printed.
    """

    file: str
    message: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    mend: str = ""
    form: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {self.column!r}")
        if self.value is not None and not find_personal(self.value) and not is_bsn(self.value):
            place.append(f"value {shortened(self.value)!r}")
        elif self.form or self.value:
            place.append(f"a value of {self.form or form(self.value or '')}")
        mend = f"; {self.mend}" if self.mend else ""
        return visible(f"{', '.join(place)}: {self.message}{mend}.")


def shortened(value: str, length: int = 60) -> str:
    """``value``, cut to ``length`` characters so that a message stays one sentence."""
    return value if len(value) <= length else value[: length - 1] + "…"


class CollabstudyError(Exception):
    """A mistake that its reader can mend; the command line prints it and exits with ``exit_code``."""

    exit_code = 2


class StudyError(CollabstudyError):
    """Every fault that was found in a study folder or an export, in one list."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
