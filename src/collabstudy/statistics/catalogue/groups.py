"""Methods for groups of different respondents, and for many tests at once."""

from collabstudy.statistics.catalogue.record import Method

TWO_GROUPS = (
    Method(
        "do two groups differ?",
        "boschloo(groups)",
        "the same persons twice; both margins fixed",
        (
            "boschloo_p_greater",
            "boschloo_p_two.sided_minlike",
            "boschloo_p_one-sided",
        ),
    ),
    Method(
        "the same, given both margins",
        "fisher(groups)",
        "most surveys: Boschloo is never worse",
        (
            "fisher_2x2_p",
            "fisher_2x2_p_greater",
        ),
    ),
    Method(
        "the same, less conservative",
        'fisher(groups, "mid_p")',
        "a guarantee against exceeding alpha",
        ("fisher_midp_p",),
    ),
    Method(
        "the same, ranked by the score",
        "barnard(groups)",
        "most uses: Boschloo is steadier",
        (
            "barnard_p_one-sided",
            "barnard_p_two.sided",
        ),
    ),
    Method(
        "how far are the two shares apart?",
        "independent_difference(groups)",
        "the same persons twice; a guarantee",
        ("newcombe_hybrid_diff_indep",),
    ),
    Method(
        "the same, by the score test",
        'independent_difference(groups, "miettinen_nurminen")',
        "the same persons twice; a guarantee",
        ("miettinen_nurminen_diff",),
    ),
    Method(
        "how many times the odds?",
        "conditional_odds_ratio(groups)",
        "agreement with the two-sided p",
        ("OR_conditional_exact_ci",),
    ),
    Method(
        "how far apart, on the scale of power tables?",
        "cohen_h(first, second)",
        "the same persons twice",
        ("cohen_h",),
    ),
    Method(
        "do several groups answer differently?",
        "fisher_freeman_halton(answers)",
        "ordered answers; the same persons twice",
        ("fisher_freeman_halton_p",),
    ),
    Method(
        "the same, in a table too large to enumerate",
        'fisher_freeman_halton(answers, "monte_carlo")',
        "tables that can be enumerated",
    ),
    Method("the same, with many respondents", "chi_square(answers)", "expected counts below 5", ("chi2_p",)),
    Method(
        "how strong is the association?", "cramers_v(answers)", "few respondents; direction or order", ("cramers_v",)
    ),
    Method(
        "the same, with few respondents",
        "cramers_v(answers, bias_corrected=True)",
        "direction or order",
        ("cramers_v_bias_corrected (Bergsma 2013)",),
    ),
)

MANY_TESTS = (
    Method(
        "which of several tests hold, none of them by chance?",
        "adjust_pvalues(pvalues)",
        "p picked from a longer list",
        ("holm_adjusted",),
        target="none",
    ),
    Method(
        "which hold, a few by chance being acceptable?",
        'adjust_pvalues(pvalues, "benjamini_hochberg")',
        "where one false claim is too many",
        (
            "bh_adjusted",
            "bh_rejections_at_.05",
        ),
        target="none",
    ),
)
