"""Methods for two or more questions answered by the same persons."""

from collabstudy.statistics.catalogue.record import Method

TWO_QUESTIONS = (
    Method(
        "did more of the same persons say yes to the first question?",
        "mcnemar(table)",
        "two groups; respondents who resemble each other",
        (
            "mcnemar_exact_p",
            "mcnemar_exact_p;OR CI central",
        ),
    ),
    Method(
        "the same, with more power",
        'mcnemar(table, "mid_p")',
        "a guarantee against exceeding alpha",
        ("mcnemar_midp_p",),
    ),
    Method(
        "the same, for many changed answers",
        'mcnemar(table, "asymptotic")',
        "few discordant pairs",
        (
            "mcnemar_asymptotic_p",
            "mcnemar_asymptotic_chi2 (no cc)",
        ),
    ),
    Method(
        "the same, continuity corrected",
        'mcnemar(table, "asymptotic_cc")',
        "most uses: weaker than the exact test",
        (
            "mcnemar_asymptotic_cc_p",
            "mcnemar_asymptotic_cc_chi2",
            "mcnemar_asymptotic_cc_chi2;p",
        ),
    ),
    Method(
        "the same, guaranteed and with more power",
        'mcnemar(table, "exact_unconditional")',
        "p below .0001, which it cannot give",
        ("mcnemar_exact_unconditional_p",),
    ),
    Method(
        "how far are the two shares apart?",
        "paired_difference(table)",
        "two groups; agreement with an exact test",
        ("newcombe10_diff_paired",),
    ),
    Method(
        "the same, by the score test",
        'paired_difference(table, "tango")',
        "few respondents: it covers too little",
        (
            "tango_diff_paired",
            "tango_diff_paired_90",
        ),
    ),
    Method(
        "the same, simple enough for hand work",
        'paired_difference(table, "bonett_price")',
        "confidence below 78%",
        ("bonett_price_diff_paired",),
    ),
    Method(
        "the same, as older papers have it",
        'paired_difference(table, "wald")',
        "anything but comparison",
        ("wald_diff_paired",),
    ),
    Method(
        "how many changed one way for one the other way?",
        "paired_odds_ratio(table)",
        "two groups; the odds ratio of the margins",
        (
            "OR_paired_exact_CP",
            "mcnemar_exact_p;OR CI central",
        ),
    ),
    Method(
        "the same promise, narrower",
        'paired_odds_ratio(table, "blaker")',
        "one-sided statements",
        ("OR_paired_blaker",),
    ),
    Method(
        "the same, without guarantee",
        'paired_odds_ratio(table, "mid_p")',
        "a guarantee of the confidence",
        ("OR_paired_midP",),
    ),
    Method(
        "the same, in closed form",
        'paired_odds_ratio(table, "wilson")',
        "a guarantee of the confidence",
        ("OR_paired_wilson",),
    ),
    Method("how one-sided were the changes?", "cohen_g(table)", "how many changed: it ignores that", ("cohen_g",)),
)

SEVERAL_QUESTIONS = (
    Method(
        "do several questions have the same share of yes?",
        "cochran_q(patterns)",
        "few respondents with mixed answers",
        (
            "cochran_q",
            "cochran_q_p",
        ),
    ),
    Method("the same, for few respondents", 'cochran_q(patterns, "exact")', "which questions differ"),
    Method(
        "which of them differ, allowing for all pairs (Holm)?",
        "pairwise_mcnemar(patterns)",
        "pairs picked after looking",
    ),
)

SEVERAL_LEVELS = (
    Method(
        "did the same persons move up or down the scale?",
        "signed_rank(level_differences(square))",
        "steps that cannot be compared",
        (
            "wilcoxon_signed_rank_exact_ties_p",
            "wilcoxon_signed_rank_exact V;p_greater",
        ),
    ),
    Method(
        "the same, ranking those who did not move too",
        'signed_rank(level_differences(square), zeros="pratt")',
        "steps that cannot be compared",
    ),
    Method(
        "are two questions answered alike, level by level?",
        "marginal_homogeneity(square)",
        "few changed answers; order (it is blind to it)",
        (
            "stuart_maxwell_chi2",
            "stuart_maxwell_chi2;p",
        ),
    ),
)
