"""Interest: what a question and a call name, and what is unfinished."""

from headroom_cli.compressors._code.interest import asked, interesting
from headroom_cli.model import Block


def wanted(question="", **arguments):
    return asked(Block(text="", span=(0, 0), kind="result", question=question, arguments=arguments))


def rows(text, question="", number=1, starts=(), **arguments):
    return interesting(text.split("\n"), number, starts, wanted(question, **arguments))


def test_identifiers_are_words_that_no_prose_has_and_words_that_are_pointed_at():
    found = wanted("Why does parse_date call HttpError, `open` and close() in base64, and what of Errors?")
    assert found.identifiers == {"parse_date", "HttpError", "open", "close", "base64"}


def test_a_files_name_is_only_where_to_look():
    found = wanted("Look at src/read_file.py", file_path="src/read_file.py", command="cat src/read_file.py")
    assert found.identifiers == frozenset()
    assert "read_file.py" not in found.words


def test_a_symbol_that_a_call_asks_for_counts():
    assert "parse_date" in wanted(symbol="parse_date", path="src/dates.py").identifiers


def test_a_function_is_named_by_its_name_or_by_all_the_words_it_is_made_of():
    found = wanted("How does it read a file header, and parseDate?")
    assert found.names("readFileHeader") is False
    assert found.names("readHeader") is False
    assert wanted("what parses the order header?").names("order_header")
    assert wanted("what is in the order?").names("order")
    assert not wanted("what is in the order?").names("order_header")
    assert found.names("dates.parseDate")
    assert not found.names("")


def test_an_identifier_counts_wherever_it_stands_but_only_as_a_whole():
    text = "a = parse_date(x)\nb = parse_dates(x)\n" * 9
    assert rows(text, "parse_date", starts=range(18)) == list(range(0, 18, 2))


def test_an_ordinary_word_counts_where_few_functions_hold_it():
    text = "\n".join("def f(order):\n    discount(order)" if n == 3 else "def g(order):\n    pass" for n in range(40))
    assert rows(text, "why is the discount of an order wrong?", starts=range(0, 80, 2)) == [7]


def test_quoted_words_and_line_numbers_count():
    text = "one\nraise Error('no such row')\nthree\nfour"
    assert rows(text, 'it says "no such row"') == [1]
    assert rows(text, "see store.py:12, and lines 14", number=11) == [1, 3]


def test_what_is_unfinished_counts():
    assert rows("a\nb  # TODO: c\nd  // FIXME\nTODOS") == [1, 2]
