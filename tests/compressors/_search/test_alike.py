"""What all hits begin and end with is said once, and comes back."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._search.alike import Alike, alike
from headroom_cli.compressors._search.rows import Row

NAMES = ("BasicAuth", "BasicAuthFails", "Render", "Bind", "Routes", "Logger", "Recovery") * 3


def hits(*texts):
    return [Row("a_test.go", str(number), ":", text) for number, text in enumerate(texts, 1)]


def test_the_words_that_all_hits_share_stand_in_the_header_only():
    rows = hits(*(f"func Test{name}(t *testing.T) {{" for name in NAMES))
    same = alike(rows)
    assert same == Alike("func ", "(t *testing.T) {")
    assert [same.without(row).text for row in rows] == [f"Test{name}" for name in NAMES]
    assert same.legend == '; each hit begins with "func " and ends with "(t *testing.T) {", left out here'


def test_names_numbers_and_paths_are_not_cut():
    assert alike(hits(*(f"    return ledger_of_{name}x" for name in "abcdefghijklmn" * 3))).front == "    return "
    assert alike(hits(*(f"order ORD-77{n} of shop.example/orders/{n}" for n in range(20, 99)))) == Alike("order ")
    assert alike(hits(*(f"import modules.mod{n}ule  # as it was" for n in range(30)))) == Alike(
        "import ", "  # as it was"
    )


def test_trouble_stays_word_for_word():
    for told in ("ERROR the disk of node", "app.ValueError: the disk of node", "error: the disk of node"):
        assert alike(hits(*(f"12:00:{n} {told} {n} is full" for n in range(10, 60)))) == Alike()


def test_few_hits_and_short_words_are_not_worth_a_header():
    assert alike(hits(*(f"import {name}" for name in "abc"))) == Alike()
    assert alike(hits(*(f"x = {n}" for n in range(60)))) == Alike()


def test_a_quote_or_a_control_character_is_not_put_between_quotes():
    assert alike(hits(*(f'print("the same words in each row of this {n}' for n in range(30)))) == Alike()
    assert alike(hits(*(f"{n} the same words\x0b in each row of this\r" for n in range(30)))) == Alike()


def test_what_stands_around_hits_stays_as_it_is():
    around = Row("a.go", "7", "-", "func TestOther(t *testing.T) {")
    rows = [*hits(*(f"func Test{name}(t *testing.T) {{" for name in NAMES)), around, Row(None, "", "", "--")]
    assert [alike(rows).without(row) for row in rows[-2:]] == rows[-2:]


@given(st.text(max_size=30), st.lists(st.text(max_size=8), min_size=1, max_size=12), st.text(max_size=30))
def test_front_own_part_and_back_are_the_hit(front, middles, back):
    rows = hits(*(front + middle + back for middle in middles))
    same = alike(rows)
    assert [same.front + same.without(row).text + same.back for row in rows] == [row.text for row in rows]
