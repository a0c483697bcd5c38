"""Methods for one share, among people like those who answered or among the invited."""

from collabstudy.statistics.catalogue.record import Method

ONE_SHARE = (
    Method(
        "how large is the share among people like those who answered?",
        "proportion_interval(count, base)",
        "a guarantee of the confidence",
        ("wilson",),
    ),
    Method(
        "the same, continuity corrected",
        'proportion_interval(count, base, "wilson_cc")',
        "most uses: wide, and no guarantee",
        ("wilson_cc",),
    ),
    Method(
        "the same, never covering less than promised",
        'proportion_interval(count, base, "clopper_pearson")',
        "the shortest fair interval",
        ("clopper_pearson",),
    ),
    Method(
        "the same promise, narrower",
        'proportion_interval(count, base, "blaker")',
        "one-sided statements",
        ("blaker_ci",),
    ),
    Method(
        "between Wilson and Clopper-Pearson",
        'proportion_interval(count, base, "mid_p")',
        "a guarantee of the confidence",
        ("midp_ci",),
    ),
    Method(
        "a Bayesian reading without prior knowledge",
        'proportion_interval(count, base, "jeffreys")',
        "very rare answers",
        ("jeffreys",),
    ),
    Method(
        "by hand: two added to yes and to no",
        'proportion_interval(count, base, "agresti_coull")',
        "few respondents near 0 or 1; other than 95%",
        ("agresti_coull_plus4 (85%)",),
    ),
    Method(
        "by hand: z²/2 added to yes and to no",
        'proportion_interval(count, base, "agresti_coull_z2")',
        "few respondents near 0 or 1",
    ),
    Method(
        "how many of all the invited would say so?",
        'proportion_interval(count, base, "hypergeometric", population=invited)',
        "people who chose themselves to answer",
        ("hypergeom_ci_count equal-tail",),
        wrong=("hypergeom_ci_count (samplingbook, conservative +1 each side)",),
    ),
    Method(
        "the same, as short as the guarantee allows",
        'proportion_interval(count, base, "wang", population=invited)',
        "several confidences side by side",
        ("hypergeom_ci_count Wang2015 admissible",),
    ),
    Method(
        "the same, as textbooks compute it",
        'proportion_interval(count, base, "wald", population=invited)',
        "few respondents; shares near 0 or 1",
        ("fpc_wald",),
    ),
    Method(
        "the same, as survey software computes it",
        'proportion_interval(count, base, "logit", population=invited)',
        "anything but comparison",
        ("svyciprop_logit_fpc",),
    ),
    Method(
        "is it a majority, or some other given share?",
        "binomial_test(count, base)",
        "the invited, most of whom answered",
        ("binom_test_p",),
    ),
    Method(
        "the same, with more power",
        'binomial_test(count, base, method="mid_p")',
        "a guarantee against exceeding alpha",
        ("binom_midp_p",),
    ),
)
