"""The form: what nobody asked about gives way, and what is left is code of the same language."""

from headroom_cli.compressors._code import form
from headroom_cli.compressors._code.grammars import GRAMMARS
from headroom_cli.compressors._code.interest import asked
from headroom_cli.compressors._code.reading import read
from headroom_cli.model import Block

PYTHON = GRAMMARS[0]
BODY = "".join(f"    x{n} = {n}\n" for n in range(5))
INNER = "".join(f"        y{n} = {n}\n" for n in range(5))
TEXT = f"def one():\n{BODY}\ndef two():\n    def inner():\n{INNER}    z = 1\n{BODY}"
ROWS = TEXT.split("\n")
CODE = read(ROWS, PYTHON)


def spared(question="", hits=()):
    wanted = asked(Block(text="", span=(0, 0), kind="result", question=question))
    return [part.name for part in form.spare(CODE, hits, wanted)]


def test_a_body_within_one_that_goes_goes_with_it():
    assert spared() == ["one", "two"]


def test_of_a_body_that_stays_for_a_row_the_bodies_within_still_go():
    at = ROWS.index("    z = 1")
    assert spared(hits=[at]) == ["one", "inner"]


def test_a_body_that_was_asked_for_by_name_stays_whole_and_so_does_what_it_is_in():
    assert spared("what is one()?") == ["two"]
    assert spared("what is two()?") == ["one"]
    assert spared("what is inner()?") == ["one"]


def test_rows_are_counted_from_the_number_of_the_first():
    one = CODE.parts[0]
    assert form.without(ROWS, [one], 101)[:3] == ["def one():", "    ...  # lines 102-106", ""]


def test_what_is_left_is_read_again():
    one = CODE.parts[0]
    assert form.is_code(form.without(ROWS, [one], 1), CODE, [one], PYTHON)
    assert not form.is_code(["def one(:", *form.without(ROWS, [one], 1)], CODE, [one], PYTHON)
    assert not form.is_code(form.without(ROWS, [one], 1)[3:], CODE, [one], PYTHON)
