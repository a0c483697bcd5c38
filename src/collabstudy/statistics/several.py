"""Several yes/no questions answered by the same respondents: Cochran's Q and the pairs behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from collabstudy.statistics.checks import one_of, whole_number
from collabstudy.statistics.multiplicity import adjust_pvalues
from collabstudy.statistics.paired import PAIRED, mcnemar
from collabstudy.statistics.results import HypothesisTest, PairwiseTest

SOURCE = "Cochran (1950), Biometrika 37:256"
LARGEST_WORK = 3 * 10**6  # steps; some ten seconds
Patterns = dict[tuple[int, ...], int]  # 1 for yes and 0 for no, by question -> persons


class _TooLarge(Exception):
    pass


def cochran_q(patterns: Any, method: str = "asymptotic", samples: int = 100_000, seed: int = 1) -> HypothesisTest:
    """Cochran's Q that several questions have the same share of yes, among the same respondents.

    Methods:
    - `asymptotic`: Q against chi-square with one degree of freedom less than there are questions (Cochran
      1950). Not for few respondents with mixed answers.
    - `exact`: each respondent's answers permuted over the questions; p is the share of all permutations with a
      Q as large (Cochran 1950, Patil 1975). Where that takes more than `LARGEST_WORK` steps, `samples` random
      ones with the observed one counted in, method `monte_carlo` and its standard error.
    For two questions Q is McNemar's. A respondent who answered all alike has no influence. Respondents who
    did not answer every question with yes or no are left out, and counted in `assumptions`. Not a test of which
    questions differ (`pairwise_mcnemar`).

    Args:
        patterns: counts of answer patterns: a mapping from a tuple of answers to persons, the frame of
            `counting.count_patterns` (a column a question, and `persons`), or an array of persons of shape
            (2, 2, ...), one axis a question. Answers are yes / no, 1 / 0 or True / False. Always counts: raw
            answers of two respondents to two questions are a (2, 2) array too, and would be read as persons.

    Raises:
        ValueError: fewer than two questions, persons that are no whole count, nobody who answered all of
            them, patterns of unequal length, an unknown method.
    """
    one_of(method, ("asymptotic", "exact"))
    complete, incomplete, _ = _read(patterns)
    questions = len(next(iter(complete)))
    mixed: dict[int, int] = {}
    totals = [0] * questions
    for pattern, persons in complete.items():
        if 0 < sum(pattern) < questions:
            mixed[sum(pattern)] = mixed.get(sum(pattern), 0) + persons
            totals = [total + persons * answer for total, answer in zip(totals, pattern, strict=True)]
    notes = [*PAIRED[:1], "the same respondents answered every question"]
    notes += [f"{incomplete} respondents without yes or no on every question left out"] if incomplete else []
    spread = sum(persons * yes * (questions - yes) for yes, persons in mixed.items())
    centred = questions * sum(total**2 for total in totals) - sum(totals) ** 2
    statistic = (questions - 1) * centred / spread if spread else 0.0
    pvalue, exact, error = 1.0, None, None
    if not spread:
        notes += ["nobody answered the questions differently: p is 1 by definition"]
        exact = Fraction(1) if method == "exact" else None
    elif method == "asymptotic":
        from scipy.special import gammaincc

        pvalue = float(gammaincc((questions - 1) / 2, statistic / 2))
        notes += [f"chi-square approximation with {questions - 1} degrees of freedom"]
    else:
        notes += ["answers exchangeable within each respondent"]
        try:
            exact = _exact(mixed, totals)
            pvalue = float(exact)
        except _TooLarge:
            method = "monte_carlo"
            pvalue, error = _monte_carlo(mixed, totals, whole_number(samples, "samples"), seed)
            notes += [f"too large for the exact method: {samples} random permutations, seed {seed}"]
    return HypothesisTest(
        pvalue=pvalue,
        statistic=statistic,
        method=method,
        assumptions=tuple(notes),
        source=SOURCE if method == "asymptotic" else f"{SOURCE}; Patil (1975), J. Am. Stat. Assoc. 70:186",
        pvalue_exact=exact,
        standard_error=error,
        degrees_of_freedom=questions - 1,
    )


def pairwise_mcnemar(patterns: Any, method: str = "exact", adjustment: str = "holm") -> tuple[PairwiseTest, ...]:
    """McNemar's test of every two questions among those who answered all, with p adjusted for their number.

    The follow-up of `cochran_q`; arguments and errors as there, methods as of `mcnemar` and `adjust_pvalues`. Not
    for pairs picked after looking: every pair is in it, and p is adjusted for all of them.
    """
    complete, _, names = _read(patterns)
    pairs = list(combinations(range(len(names)), 2))
    tests = []
    for first, second in pairs:
        cells = [[0, 0], [0, 0]]
        for pattern, persons in complete.items():
            cells[1 - pattern[first]][1 - pattern[second]] += persons
        tests.append(mcnemar(cells, method))
    adjusted = adjust_pvalues([test.pvalue for test in tests], adjustment)
    return tuple(
        PairwiseTest(first=names[first], second=names[second], test=test, adjusted=value)
        for (first, second), test, value in zip(pairs, tests, adjusted, strict=True)
    )


def _read(patterns: Any) -> tuple[Patterns, int, list[str]]:
    """Complete patterns, persons without one, and the names of the questions."""
    names: list[str] = []
    if isinstance(patterns, Mapping):
        items = list(patterns.items())
    elif hasattr(patterns, "columns"):
        *names, last = map(str, patterns.columns)
        if last != "persons":
            raise ValueError("the last column of the patterns must be 'persons'")
        items = [(tuple(row[:-1]), row[-1]) for row in patterns.to_numpy().tolist()]
    else:
        items = _from_array(patterns)
    complete: Patterns = {}
    incomplete = 0
    for answers, count in items:
        persons = whole_number(count, "each count of persons")
        if not isinstance(answers, tuple) or len(answers) != len(names or items[0][0]) or len(answers) < 2:
            raise ValueError(f"each pattern must hold the answers to the same two or more questions, not {answers!r}")
        read = tuple({"yes": 1, "no": 0, 1: 1, 0: 0}.get(answer, -1) for answer in answers)
        if -1 in read:
            incomplete += persons
        else:
            complete[read] = complete.get(read, 0) + persons
    if not any(complete.values()):
        raise ValueError("nobody answered every question with yes or no: there is nothing to compare")
    return complete, incomplete, names or [str(at + 1) for at in range(len(next(iter(complete))))]


def _from_array(patterns: Any) -> list[tuple[tuple[int, ...], Any]]:
    import numpy as np

    cells = np.asarray(patterns, dtype=object)
    if cells.ndim < 2 or set(cells.shape) != {2}:
        raise ValueError("patterns must be a mapping from answers to persons, or an array with two levels a question")
    return [(tuple(1 - level for level in at), count) for at, count in np.ndenumerate(cells)]


def _exact(mixed: dict[int, int], totals: list[int]) -> Fraction:
    """The share of permutations whose totals spread as much; only the sorted totals matter."""
    reached: dict[tuple[int, ...], int] = {(0,) * len(totals): 1}
    work = everything = 1
    for yes, persons in sorted(mixed.items()):
        chosen = list(combinations(range(len(totals)), yes))
        for _ in range(persons):
            work += len(reached) * len(chosen)
            if work > LARGEST_WORK:
                raise _TooLarge
            after: dict[tuple[int, ...], int] = {}
            for state, ways in reached.items():
                for questions in chosen:
                    new = list(state)
                    for question in questions:
                        new[question] += 1
                    key = tuple(sorted(new))
                    after[key] = after.get(key, 0) + ways
            reached, everything = after, everything * len(chosen)
    least = sum(total**2 for total in totals)
    return Fraction(sum(ways for state, ways in reached.items() if sum(t * t for t in state) >= least), everything)


def _monte_carlo(mixed: dict[int, int], totals: list[int], samples: int, seed: int) -> tuple[float, float]:
    import numpy as np

    if samples < 1:
        raise ValueError("samples must be at least 1")
    generator = np.random.default_rng(seed)
    drawn = np.zeros((samples, len(totals)), dtype=np.int64)
    for yes, persons in sorted(mixed.items()):
        chosen = list(combinations(range(len(totals)), yes))
        marks = np.zeros((len(chosen), len(totals)), dtype=np.int64)
        for at, questions in enumerate(chosen):
            marks[at, list(questions)] = 1
        drawn += generator.multinomial(persons, [1 / len(chosen)] * len(chosen), size=samples) @ marks
    hits = int(((drawn**2).sum(axis=1) >= sum(total**2 for total in totals)).sum())
    share = (1 + hits) / (1 + samples)
    return share, math.sqrt(share * (1 - share) / samples)
