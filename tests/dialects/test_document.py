"""An answer that is one document, in legs."""

import json

from headroom_cli.dialects._anthropic.tale import Whole
from tests.dialects.legs import ASKS, HIDE, play, said
from tests.fakes.script import Turn
from tests.fakes.speech import Messages


def test_a_document_is_held_back_until_it_is_whole():
    tale = Whole(HIDE)
    assert (tale.take(b'{"content'), tale.held()) == (b"", b'{"content')


def test_keys_that_nobody_knows_are_those_of_the_last_leg():
    first, last = (json.loads(said(Messages(), turn, "leg", streaming=False)) for turn in
                   (Turn(text="a", calls=(ASKS,)), Turn(text="b")))  # fmt: skip
    legs = [json.dumps(leg | {"more": number}).encode() for number, leg in enumerate((first, last))]
    told = json.loads(play(Messages(), legs, streaming=False).seen)
    assert (told["more"], told["id"], len(told["content"])) == (1, first["id"], 2)


def test_a_failure_in_the_midst_of_a_document_cannot_be_said():
    assert Whole(HIDE).failure(b'{"error":{}}') == b""
