"""Methods for those who kept silent, for dependence, for planning, and for choosing among methods."""

from collabstudy.statistics.catalogue.record import Method
from collabstudy.statistics.dependence import KISH, UNEQUAL
from collabstudy.statistics.precision import SOURCE as PLANNED

NONRESPONSE = (
    Method(
        "what do the silent leave open?",
        "share_bounds(count, base, respondents, invited)",
        "sampling error: it is no confidence interval",
    ),
    Method("how different would the silent have to be?", "break_even(count, base, invited)", "how likely that is"),
    Method(
        "what part of the invited took part?",
        "response_rates(respondents, invited)",
        "measuring bias",
        target="the invited, counted",
    ),
    Method(
        "what part skipped this question?",
        "item_nonresponse(base, respondents)",
        "those who returned nothing",
        target="those asked, counted",
    ),
)

DEPENDENCE = (
    Method("what if colleagues answer alike?", "dependence_grid(count, base)", "weights or unequal clusters by design"),
    Method(
        "the same, never too narrow at a given resemblance",
        'dependence_grid(count, base, method="clopper_pearson")',
        "weights or unequal clusters by design",
    ),
    Method(
        "how much does resemblance widen an interval?",
        "design_effect(cluster_size, correlation)",
        "negative correlation",
        target="superpopulation of clusters",
        source=KISH,
    ),
    Method(
        "which size stands for unequal clusters?",
        "kish_cluster_size(sizes)",
        "equal clusters: it is their size",
        target="none",
        source=UNEQUAL,
    ),
    Method(
        "how much resemblance would a McNemar result bear?",
        "mcnemar_largest_effect(table)",
        "few discordant pairs: a rough guide",
        target="superpopulation",
        source="Eliasziw and Donner (1991), Stat. Med. 10:1981",
    ),
)

PLANNING = (
    Method(
        "what chance has the next survey to find a difference?",
        "mcnemar_power(base, difference, discordance)",
        "a survey already held; two groups",
    ),
    Method(
        "which difference could it find?",
        "minimum_detectable_difference(base, [discordance])",
        "what an earlier survey missed",
    ),
    Method(
        "how many answers for an interval this narrow?",
        "respondents_for_width(width, invited)",
        "people who choose themselves to answer",
    ),
    Method(
        "how wide can the interval be with so many?",
        "worst_width(respondents, invited)",
        "people who choose themselves to answer",
        target="the invited",
        source=PLANNED,
    ),
)

WHICH_METHOD = (
    Method(
        "how often does an interval hold the truth?",
        "interval_coverage(base)",
        "other bases than the one given",
        target="none",
    ),
    Method(
        "how often does a McNemar test cry wolf?",
        "mcnemar_size(base)",
        "a supremum: it is read off a grid",
        target="none",
    ),
)
