"""Names of one family share braces, and a reader who opens the braces has them again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._listing.words import by_family, in_order, is_word

BRACED = re.compile(r"(\S*)\{([^{}]*)\}(\S*)")


def opened(row):
    """The names of a row of words, as a reader takes them."""
    names = []
    for word in re.findall(r"[^\s{}]*\{[^{}]*\}[^\s{}]*|[^\s{}]+", row):
        match = BRACED.fullmatch(word)
        names += [match[1] + stem + match[3] for stem in match[2].split(" ")] if match else [word]
    return names


def test_names_that_begin_and_end_alike_share_braces():
    names = ["conftest.py", "js", *(f"test_{what}.py" for what in ("api", "build", "build_html", "catalogs"))]
    assert by_family(names) == "js conftest.py test_{api build build_html catalogs}.py"


def test_an_end_of_two_parts_is_shared_whole():
    assert by_family(["a.go", "a_test.go", "call_test.go", "err_test.go", "zip_test.go"]) == (
        "a.go {a call err zip}_test.go"
    )


def test_a_family_that_is_apart_comes_together_only_where_the_order_is_told():
    names = ["a.py", "data", "setup.py", "tests", "tox.py", "x", "z.py"]
    assert in_order(names) == "a.py data setup.py tests tox.py x z.py"
    assert by_family(names) == "data tests x {a setup tox z}.py"


@pytest.mark.parametrize("name", ["", "two words", "a{b}", "tab\there"])
def test_what_could_not_be_told_from_the_row_is_no_word(name):
    assert not is_word(name)


NAMES = st.lists(
    st.from_regex(r"(test_|a-|\.|_)?[a-c0-2.]{1,4}(_x|_test|\.d)?(\.py|\.ts|\.0)?", fullmatch=True), max_size=25
)


@given(NAMES)
def test_the_names_come_back(names):
    assert opened(in_order(names)) == names
    assert sorted(opened(by_family(names))) == sorted(names)
