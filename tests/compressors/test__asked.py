"""The words of a question."""

from headroom_cli.compressors._asked import names, telling, words
from headroom_cli.model import Block


def block(question="", **arguments):
    return Block(text="", span=(0, 0), kind="result", question=question, arguments=arguments)


def test_the_telling_words_are_those_of_the_question_and_of_the_call_without_small_talk():
    found = words(block("Why does the file read of parse_date fail for order 7713?", command="grep -rn tz_offset src"))
    assert {"parse_date", "order", "7713", "tz_offset", "src"} <= found
    assert found.isdisjoint({"why", "does", "the", "file", "for"})


def test_an_address_and_an_id_are_words_as_a_whole():
    assert {"10.0.0.116", "9c2f-0a11", "v2.10"} <= words(block("What of 10.0.0.116, 9c2f-0a11 and v2.10?"))


def test_a_text_is_about_a_question_when_it_holds_a_whole_word_of_it():
    asked = words(block("parse_date"))
    assert names("def Parse_Date(x):", asked)
    assert not names("def parse_dates(x):", asked)
    assert not names("anything", words(block()))


def test_words_that_name_most_of_the_texts_tell_none_apart():
    texts = [f"src/part_{n}.py: import part" for n in range(100)]
    assert telling(texts, frozenset({"import", "part_7.py", "art_8.py", "gone"})) == {"part_7.py"}
    assert telling([*texts, "from 10.0.0.116:22"], frozenset({"10.0.0.116", "0.0.116"})) == {"10.0.0.116"}
