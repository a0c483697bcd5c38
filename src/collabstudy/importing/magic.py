"""What a file is by its first bytes, whatever its name says."""

from pathlib import Path

from collabstudy.errors import Fault, StudyError

AGAIN = "download it again or save it again"
MAGIC = {
    b"PK\x03\x04": "a zip archive, such as a workbook (.xlsx)",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls) or one with a password",
    b"$FL2": "SPSS data (.sav)",
    b"$FL3": "compressed SPSS data (.zsav)",
    b"<stata_dta>": "Stata data (.dta)",
    b"PAR1": "Parquet data",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
}
WORKBOOK, SPSS, STATA, PARQUET = "a workbook (.xlsx)", "SPSS data (.sav)", "Stata data (.dta)", "Parquet data"
PORTABLE = "a portable file of SPSS (.por)"
OF_FORM = {
    WORKBOOK: {MAGIC[b"PK\x03\x04"]},
    SPSS: {SPSS, MAGIC[b"$FL3"]},
    STATA: {STATA},
    PARQUET: {PARQUET},
}
SEPARATORS = {";": "semicolon-separated text", "\t": "tab-separated text", ",": "comma-separated text"}
PASSWORD = "EncryptedPackage".encode("utf-16-le")  # the stream of an encrypted workbook, MS-OFFCRYPTO 2.3.4.4


def looks_like(head: bytes) -> str:
    """What begins with these bytes, in words."""
    for magic, words in MAGIC.items():
        if head.startswith(magic):
            return words
    # releases 105 to 115 of Stata's format: the release, the byte order (1 or 2) and a 1
    if len(head) > 2 and 105 <= head[0] <= 115 and head[1] in {1, 2} and head[2] == 1:
        return STATA
    if b"SPSS PORT" in head[:200] or head.replace(b"\r", b"").replace(b"\n", b"").find(b"SPSSPORT") == 456:
        return PORTABLE
    if not head:
        return "nothing: it is empty"
    if b"\0" in head:
        return "data of an unknown kind"
    text = head.decode("utf-8", errors="replace").removeprefix("\ufeff").lstrip()
    if text.startswith("<"):
        return "a web page or other markup"
    first = text.partition("\n")[0]
    commonest = max(SEPARATORS, key=first.count)
    return SEPARATORS[commonest] if commonest in first else "text"


def is_workbook(path: Path) -> bool:
    """Whether the file begins as a workbook (.xlsx) does, which is a zip archive."""
    with path.open("rb") as file:
        return looks_like(file.read(4)) in OF_FORM[WORKBOOK]


def check_form(path: Path, form: str) -> None:
    """Raise :class:`StudyError` where the file is not of ``form``, one of the forms above, and say what it is."""
    with path.open("rb") as file:
        head = file.read(4096)
    found = looks_like(head)
    if found in OF_FORM[form]:
        return
    size = path.stat().st_size
    message, mend = f"the file is not {form}; it looks like {found} ({size:,} bytes)", AGAIN
    if found in SEPARATORS.values():
        mend = "rename it to .csv and read it as text"
    elif found == MAGIC[b"\xd0\xcf\x11\xe0"]:
        mend = "save it as .xlsx"
        if PASSWORD in path.read_bytes():
            message, mend = "the workbook has a password", "save it without one"
    raise StudyError([Fault(path.name, message, mend=mend)])
