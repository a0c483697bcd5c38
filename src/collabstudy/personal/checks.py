"""Numbers with a check inside: the Dutch citizen service number and the international bank account number."""

import re

# Length by country, from the IBAN registry (SWIFT, ISO 13616); countries of the Single Euro Payments Area.
_REGISTRY = (
    "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 "
    "IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22"
)
IBAN_LENGTHS = {item[:2]: int(item[2:]) for item in _REGISTRY.split()}


def is_bsn(text: str) -> bool:
    """Whether nine digits pass the eleven-test of the Dutch citizen service number (weights 9 to 2, and -1)."""
    digits = re.sub("[. -]", "", text)
    if not re.fullmatch(r"[0-9]{9}", digits) or not int(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN whose check digits are right (ISO 13616: remainder 1 of 97)."""
    compact = re.sub("[ .-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", compact, re.ASCII):
        return False
    if len(compact) != IBAN_LENGTHS.get(compact[:2], len(compact)):
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1
