"""How long an export takes to read, and how much memory, beside `pandas.read_csv(dtype=str)` on the same file.

    python benchmarks/importing.py [ROWS ...]

10,000, 100,000 and 1,000,000 made-up rows of 50 columns, or as many rows as are given. Each reading is a process of
its own, so that its peak is its own; what importing the library takes is in both peaks and in neither time. pandas
checks neither widths nor quotes nor encoding, and keeps no lines; the cells must be the same.
"""

import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.pop(0)  # this folder: its statistics.py would stand before the standard module of that name

ROWS, COLUMNS = (10_000, 100_000, 1_000_000), 50
ANSWERS = ("Helemaal mee eens", "Mee eens", "Neutraal", "Oneens", "", "NA", "0363", "één; twee", 'zij zei "ja"')


def write(path: Path, rows: int) -> None:
    """An export with every field quoted, as LimeSurvey writes it."""
    draw = random.Random(5)
    quoted = ['"' + answer.replace('"', '""') + '"' for answer in ANSWERS]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(f'"q{number}"' for number in range(COLUMNS)) + "\n")
        for row in range(rows):
            file.write(f'"{row}";' + ";".join(draw.choices(quoted, k=COLUMNS - 1)) + "\n")


def measure(which: str, path: Path) -> None:
    """Read once and print seconds, peak megabytes and a digest of all cells."""
    import pandas as pd

    from collabstudy.importing import read_export

    start = time.perf_counter()
    if which == "pandas":
        frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, na_values=[])
        taken = time.perf_counter() - start
    else:
        table, _ = read_export(path, "csv")
        taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    digest = hashlib.sha256()
    for place in range(COLUMNS):
        cells = frame.iloc[:, place] if which == "pandas" else table.cells[place].to_pylist()
        digest.update("\0".join(cells).encode())
    print(json.dumps([taken, peak, digest.hexdigest()]))


def measured(which: str, path: Path) -> tuple[float, float, str]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--measure", which, str(path)]
    seconds, peak, digest = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return seconds, peak, digest


def main(sizes: list[int]) -> None:
    """Print time and peak of both, the ratios, and how both grow with the rows."""
    before: tuple[int, float, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / "export.csv"
            write(path, rows)
            (slow, much, mine), (fast, little, theirs) = measured("collabstudy", path), measured("pandas", path)
            assert mine == theirs, "the cells differ"
            print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB; the same {rows * COLUMNS:,} cells")
            print(f"  time: read_export {slow:.2f} s, pandas {fast:.2f} s; ratio {slow / fast:.2f}")
            print(f"  peak: read_export {much:,.0f} MB, pandas {little:,.0f} MB; ratio {much / little:.2f}")
            if before:
                more = rows / before[0]
                print(
                    f"  {more:.0f} times the rows: {slow / before[1]:.1f} times the time, "
                    f"{much / before[2]:.1f} times the peak"
                )
            before = rows, slow, much


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(ROWS))
