"""What a study folder says, as frozen objects; a wording stays the text that was printed."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

LEFT_EMPTY, NOT_ASKED, NOT_SEEN = "left_empty", "not_asked", "not_seen"  # why a cell is blank
Label = dict[str, str]


@dataclass(frozen=True)
class Choice:
    """One answer level of a list; ``missing`` names its kind where it counts as no answer.

    ``raw`` holds the texts of the export that mean it. An option with a ``column`` of its own may also
    have texts that mean ``not_chosen``; the empty text among them says that an empty cell does.
    """

    list_name: str
    name: str
    label: Label
    score: float | None
    missing: str
    raw: tuple[str, ...]
    column: str
    not_chosen: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Question:
    """One row of ``questions.csv``; ``column`` is the header of its column in the export.

    The list of a number holds its codes of missing answers. ``constraint`` says which numbers or dates can be answers.
    """

    name: str
    type: str
    list_name: str | None
    label: Label
    number: int | None
    column: str
    separator: str
    relevant: str
    dimension: str
    identifying: bool
    note: str
    constraint: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Figure:
    """One published number as printed, with its place; ``base`` where the source prints one."""

    id: str
    question: str
    answers: tuple[str, ...]
    statistic: str
    wording: str
    group: str
    wave: str
    base: int | None
    unit: str
    format: str
    section: int
    paragraph: int
    note: str
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Statement:
    """One claim in words; ``relation`` says which arithmetic of ``figures`` could test it.

    ``translations`` holds the paraphrase in further languages, where somebody wrote one.
    """

    id: str
    section: int
    paragraph: int
    kind: str
    figures: tuple[str, ...]
    relation: str
    paraphrase: str
    translations: Label = field(default_factory=dict)
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Paraphrase:
    """What was answered to a question in free text, in the words of somebody who approved that it names nobody."""

    question: str
    text: str
    approved_by: str
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Selection:
    """Answers to one question that are taken together, such as the two upper levels."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two selections set beside each other, and what the publication claims of them."""

    name: str
    first: Selection
    second: Selection
    design: str
    relation: str
    origin: str
    label: Label = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A condition on one column of the export: filled (or empty), or equal to a value, or to one of several.

    ``ordinary`` are values that do not satisfy it and are expected; where they are declared, any other is a fault.
    """

    column: str
    filled: bool | None = None
    equals: str | tuple[str, ...] | None = None
    ordinary: tuple[str, ...] = ()

    def holds(self, cell: str) -> bool:
        """Whether a cell's text satisfies the rule."""
        if self.equals is not None:
            return cell.strip() in ((self.equals,) if isinstance(self.equals, str) else self.equals)
        return bool(cell.strip()) == self.filled


@dataclass(frozen=True)
class Repairs:
    """What cleaning may put right: capitals in answers, and known spellings by level.

    ``spelling`` holds level by text for every question whose list has the level, ``by_question`` for one question.
    """

    case: bool = False
    spelling: dict[str, str] = field(default_factory=dict)
    by_question: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, question: str) -> dict[str, str]:
        """The spellings of a question: level by text."""
        return {**self.spelling, **self.by_question.get(question, {})}


@dataclass(frozen=True)
class Responses:
    """Where the export lies, how it is read, how its rows are told apart and how its cells are written.

    ``header_rows`` 0 and an empty ``encoding`` or ``sheet`` leave it to what the file shows. ``decimal`` is the sign
    before the fraction and ``date_format`` the order of a date, each empty where it is not declared. ``partials`` says
    whether incomplete rows are removed or kept.
    """

    file: str
    format: str
    id: str
    sha256: str = ""
    header_rows: int = 0
    encoding: str = ""
    sheet: str = ""
    complete_when: Rule | None = None
    test_when: Rule | None = None
    duplicates: str = "error"
    ignore_columns: tuple[str, ...] = ()
    decimal: str = ""
    date_format: str = ""
    partials: str = "remove"
    repairs: Repairs = field(default_factory=Repairs)


@dataclass(frozen=True)
class Analysis:
    """Parameters that every notebook starts from; ``hedges`` sets cut points by hedge word, in percentage points."""

    confidence: float = 0.95
    alpha: float = 0.05
    rounding: str = "half_up"
    correction: str = "holm"
    seed: int = 0
    hedges: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """All that ``data/raw/<study>/`` says, loaded and validated once (see ``load``).

    ``bases`` and ``same_persons`` are what reconstruction assumes: the base of a question, and the comparisons
    whose two questions the same persons answered.
    """

    folder: Path
    title: Label
    synthetic: bool
    respondents: int
    invited: tuple[int, int] | None
    questions_asked: int | None
    responses: Responses | None
    analysis: Analysis
    disclosure: dict[str, int]
    bases: dict[str, int]
    comparisons: tuple[Comparison, ...]
    questions: tuple[Question, ...]
    choices: dict[str, tuple[Choice, ...]] = field(repr=False)
    figures: tuple[Figure, ...] = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)
    same_persons: tuple[str, ...] = ()
    paraphrases: tuple[Paraphrase, ...] = field(default=(), repr=False)

    @staticmethod
    def load(name_or_path: str | Path) -> "Study":
        """Load a study by its name under ``data/raw`` or by the path of its folder.

        Raises :class:`collabstudy.errors.StudyError` with every fault of the folder at once.
        """
        from collabstudy.study.loading import load

        return load(name_or_path)

    def varied(self, **analysis: object) -> "Study":
        """The study with other parameters of its analysis; those given as ``None`` stay as they are.

        Raises ``ValueError`` where alpha or confidence is no number between 0 and 1.
        """
        changed = {name: value for name, value in analysis.items() if value is not None}
        for name in changed.keys() & {"alpha", "confidence"}:
            value = changed[name]
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
                raise ValueError(f"{name} must be a number between 0 and 1, such as 0.05 or 0.95; it is {value!r}")
        return replace(self, analysis=replace(self.analysis, **changed))  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """The folder's name, which also names what is built from it."""
        return self.folder.name

    @property
    def evidence(self) -> str:
        """Evidence class of anything counted from the responses: ``synthetic`` or ``responses``."""
        return "synthetic" if self.synthetic else "responses"

    @property
    def sources(self) -> tuple[str, ...]:
        """Evidence classes of what the study folder holds: figures, responses, or declarations alone."""
        has = (("published", self.figures), (self.evidence, self.responses))
        return tuple(name for name, held in has if held) or ("assumed",)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.figures}

    def question(self, name: str) -> Question:
        """The question of that name; ``KeyError`` where the codebook has none."""
        return self._questions[name]

    def figure(self, id: str) -> Figure:
        """The published figure of that id; ``KeyError`` where there is none."""
        return self._figures[id]

    def figure_for(self, selection: Selection) -> Figure | None:
        """The published share of just those answers among all respondents, or ``None`` where it was not printed."""
        for figure in self.figures:
            same = (figure.question, set(figure.answers)) == (selection.question, set(selection.answers))
            if same and figure.statistic == "share" and not (figure.group or figure.wave):
                return figure
        return None

    def figures_for(self, comparison: Comparison) -> tuple[Figure, Figure] | None:
        """The published shares of a comparison, or ``None`` where they were not both printed."""
        first, second = self.figure_for(comparison.first), self.figure_for(comparison.second)
        return (first, second) if first and second else None

    def blank_levels(self, question: Question) -> list[str]:
        """Why a cell of a question may be blank, in the order of its levels."""
        routed = [NOT_ASKED] if question.relevant else []
        kept = self.responses is not None and self.responses.partials == "keep"
        return [LEFT_EMPTY, *routed, *([NOT_SEEN] if kept else [])]

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """The levels of a question in the codebook's order; empty for a question without a list."""
        return self.choices.get(question.list_name, ()) if question.list_name else ()
