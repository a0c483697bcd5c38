"""Every method of `collabstudy.statistics`, by the question that it answers; docs/methods.md is written from it.

Data only: source and target of a method stand in its results, its reference values in tests/reference.
"""

from collabstudy.statistics.catalogue.design import DEPENDENCE, NONRESPONSE, PLANNING, WHICH_METHOD
from collabstudy.statistics.catalogue.groups import MANY_TESTS, TWO_GROUPS
from collabstudy.statistics.catalogue.questions import SEVERAL_LEVELS, SEVERAL_QUESTIONS, TWO_QUESTIONS
from collabstudy.statistics.catalogue.record import Method
from collabstudy.statistics.catalogue.shares import ONE_SHARE

CATALOGUE: dict[str, tuple[Method, ...]] = {
    "One share": ONE_SHARE,
    "The same persons, two questions": TWO_QUESTIONS,
    "The same persons, several questions": SEVERAL_QUESTIONS,
    "The same persons, several levels": SEVERAL_LEVELS,
    "Groups of different persons": TWO_GROUPS,
    "Many tests at once": MANY_TESTS,
    "Those who kept silent": NONRESPONSE,
    "Respondents who resemble each other": DEPENDENCE,
    "Planning the next survey": PLANNING,
    "Which method to trust": WHICH_METHOD,
}

# what the names in the calls stand for
INPUTS: dict[str, object] = {
    "count": 17,
    "base": 29,
    "respondents": 31,
    "invited": 70,
    "table": [[59, 6], [16, 80]],  # rows first question, columns second: yes, no
    "square": [[4, 2, 0], [1, 3, 1], [2, 0, 5]],  # the same, with three levels
    "patterns": {(1, 1, 0): 6, (1, 0, 0): 9, (0, 1, 1): 2, (0, 0, 0): 4},
    "groups": [[7, 27], [1, 33]],  # rows are groups, columns yes and no
    "answers": [[3, 1], [2, 5], [4, 0]],  # rows are groups, columns answers
    "first": 0.55,
    "second": 0.41,
    "pvalues": [0.01, 0.02],
    "cluster_size": 2,
    "correlation": 0.3,
    "sizes": [1, 2, 3],
    "difference": 0.2,
    "discordance": 0.4,
    "width": 0.2,
}
