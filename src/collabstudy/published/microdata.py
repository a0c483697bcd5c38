"""Two small sets of real answers that come with statsmodels, as yes/no questions. The cut points are ours."""

import pandas as pd

EVERY = 24  # one in so many of the voters, from the first on: 40 of 944, about as many as a small survey has


def economics_class() -> pd.DataFrame:
    """32 students of an economics course (Spector and Mazzeo 1980, as in statsmodels' ``spector``): whether the grade
    improved, whether they were taught by the new method, and whether the test score was 22 or more."""
    from statsmodels.datasets import spector

    data = spector.load_pandas().data
    answers = {
        "grade_improved": data["GRADE"] == 1,
        "new_method": data["PSI"] == 1,
        "high_test_score": data["TUCE"] >= 22,
    }
    return pd.DataFrame(answers).astype("boolean")


def voters() -> pd.DataFrame:
    """One in :data:`EVERY` of the respondents of the American National Election Study of 1996 in statsmodels'
    ``anes96``. ``strong_partisan`` is missing for who names no party: only the others were asked how strongly."""
    from statsmodels.datasets import anes96

    data = anes96.load_pandas().data.iloc[::EVERY].reset_index(drop=True)
    answers = {
        "votes_clinton": data["vote"] == 0,
        "clinton_liberal": data["ClinLR"] <= 3,
        "dole_conservative": data["DoleLR"] >= 5,
        "self_conservative": data["selfLR"] >= 5,
        "news_daily": data["TVnews"] == 7,
        "strong_partisan": data["PID"].isin([0, 6]),
    }
    frame = pd.DataFrame(answers).astype("boolean")
    frame.loc[data["PID"].isin([2, 3, 4]), "strong_partisan"] = pd.NA
    return frame
