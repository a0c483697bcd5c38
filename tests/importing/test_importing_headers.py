"""Names of columns, from headers as exports print them."""

import pytest

from collabstudy.importing.headers import named
from collabstudy.importing.table import Note


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (["a", "b"], ("a", "b")),
        ([" a ", "b\r\nc"], ("a", "b\nc")),
        (["Hoe<br>vaak?", "<strong>Wie</strong>"], ("Hoe vaak?", "Wie")),
        (["R&amp;D", "a < b > c", "\u00a0x\u00a0y"], ("R&D", "a < b > c", "x y")),
        (["a", "b", "a"], ("a [1]", "b", "a [2]")),
        (["a", "a\u00a0", "<b>a</b>"], ("a [1]", "a [2]", "a [3]")),
        (["a", "a", "a [1]"], ("a [2]", "a [3]", "a [1]")),
        (["", "a", ""], ("", "a", "")),
    ],
)
def test_headers_become_names_in_the_order_of_the_file(headers: list[str], names: tuple[str, ...]) -> None:
    assert named(headers)[0] == names


def test_what_was_changed_is_noted_and_nothing_else() -> None:
    assert named([" a", "b\r\nc"])[1] == ()
    assert named(["<i>a</i>", "b", "b"])[1] == (
        Note("header without the markup or odd spaces that it had ('<i>a</i>')", "a", 1),
        Note("the header stands there more than once; its columns are numbered", "b", 2),
    )
