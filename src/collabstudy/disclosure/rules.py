"""The thresholds, and the floor under which no study can lower them."""

from dataclasses import dataclass

from collabstudy.study import Study

FLOOR = 5  # persons: no base is smaller, whatever a study asks for
USUAL = 10  # persons: the base of a breakdown where a study says nothing
SMALL = 5  # persons: a cell with fewer is not shown as a number


@dataclass(frozen=True)
class Rules:
    """``minimum_base`` persons in a group or a table, ``smallest_cell`` persons in a cell that shows its number."""

    minimum_base: int = USUAL
    smallest_cell: int = SMALL

    def __post_init__(self) -> None:
        if self.minimum_base < FLOOR:
            raise ValueError(f"minimum_base must be {FLOOR} or more, it is {self.minimum_base}")
        if self.smallest_cell < SMALL:
            raise ValueError(f"smallest_cell must be {SMALL} or more, it is {self.smallest_cell}")


def rules_of(study: Study) -> Rules:
    """The thresholds of a study: its own ``[disclosure]``, or else the usual ones."""
    return Rules(study.disclosure.get("minimum_base", USUAL))


def is_open(study: Study) -> bool:
    """Whether nothing needs protection: synthetic responses are nobody's answers, and figures were published before."""
    return study.synthetic or study.responses is None
