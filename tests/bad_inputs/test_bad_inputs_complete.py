"""Every row of ``reference/bad_inputs.csv``, inputs seen to go wrong elsewhere, has a test that carries its number."""

import csv
import re
from pathlib import Path

from support import ROOT

HERE = Path(__file__).parent


def test_every_bad_input_has_a_test() -> None:
    with (ROOT / "tests" / "reference" / "bad_inputs.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["id"] for row in csv.DictReader(file)}
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    assert {f"B{number}" for number in re.findall(r"^def test_b(\d{3})_", tests, re.MULTILINE)} == wanted
