"""What looks odd in cleaned responses and may be right: said, never mended, and never with a value."""

import pandas as pd

from collabstudy.study import Study

# Headers under which survey tools write when a response began and ended.
STARTS = ("startdate", "start time", "start", "date started", "begintijd", "starttijd")
ENDS = ("submitdate", "enddate", "completion time", "end", "date submitted", "tijd van voltooien", "voltooiingstijd")


def doubts(responses: pd.DataFrame, study: Study) -> list[str]:
    """One sentence for each oddity, numbers only: equal answers under different ids, an end before its start."""
    return [*_equal(responses, study), *_backwards(responses, study)]


def _equal(responses: pd.DataFrame, study: Study) -> list[str]:
    """Rows whose answers all equal those of an earlier row; rows without any answer are left alone."""
    kinds = {question.name: question.type for question in study.questions}
    answers = [
        name for name in responses.columns if kinds.get(name.partition(".")[0]) not in (None, "id", "date", "text")
    ]
    blank = {"left_empty", "not_asked", "not_seen"}
    given = pd.Series(False, index=responses.index)
    for name in answers:
        column = responses[name]
        given |= column.notna() & ~column.isin(blank) if not name.endswith(".missing") else False
    equal = int(responses.loc[given, answers].duplicated().sum()) if answers else 0
    if not equal:
        return []
    rows = "1 row has" if equal == 1 else f"{equal} rows have"
    return [f"{rows} the same answers as an earlier row under another id; nothing is removed for that."]


def _backwards(responses: pd.DataFrame, study: Study) -> list[str]:
    dates = {question.column.lower(): question.name for question in study.questions if question.type == "date"}
    start = next((dates[header] for header in STARTS if header in dates), None)
    end = next((dates[header] for header in ENDS if header in dates), None)
    if start is None or end is None:
        return []
    both = responses[[start, end]].dropna()
    number = int((both[end] < both[start]).sum())  # year-month-day, which sorts as it stands
    if not number:
        return []
    return [
        f"{number} response{'s' * (number > 1)} ended before {'they' if number > 1 else 'it'} began ({start}, {end})."
    ]
