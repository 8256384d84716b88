"""A request body, shortened, with its originals kept first."""

import json
import logging
from dataclasses import replace

import pytest

from headroom_cli import registry
from headroom_cli.ccr import marker
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.dialects import Outline
from headroom_cli.dialects.anthropic import PLUGIN as ANTHROPIC
from headroom_cli.errors import StoreError
from headroom_cli.model import Level
from headroom_cli.proxy.shortener import Shortener
from tests.fakes.conversations import body, conversation, read_result, rows, texts
from tests.fakes.openai import CHAT, GEMINI

READS = [("Read", {"file_path": "/a"}, read_result(1, 80)), ("Read", {"file_path": "/b"}, read_result(200, 290))]
REQUEST = body(conversation(READS))


class Store:
    """Keeps what it is given, unless told to be full."""

    def __init__(self, full=False):
        self.kept, self.puts, self.full = {}, 0, full

    def put(self, key, text):
        self.puts += 1
        if self.full:
            raise StoreError("full")
        self.kept[key] = text


def shortener(store, rules=Rules):
    return Shortener(Rewriter(registry.load_all("compressors")), store, lambda _outline: rules())


def test_every_original_is_kept_under_its_key_before_its_shorter_form_is_given():
    store = Store()
    short = shortener(store).shorten(ANTHROPIC, REQUEST)
    assert len(short.body) < len(REQUEST)
    assert set(store.kept.values()) == set(texts(REQUEST))
    assert all(marker.key(text) == key for key, text in store.kept.items())


def test_an_original_is_put_once_however_often_it_is_sent():
    store = Store()
    keeper = shortener(store)
    assert keeper.shorten(ANTHROPIC, REQUEST).body == keeper.shorten(ANTHROPIC, REQUEST).body
    assert store.puts == 2


def test_what_cannot_be_kept_goes_through_as_it_came_for_good(caplog):
    store = Store(full=True)
    keeper = shortener(store)
    with caplog.at_level(logging.WARNING):
        short = keeper.shorten(ANTHROPIC, REQUEST)
    store.full = False
    assert (short.body, short.reason) == (REQUEST, "the store cannot be written")
    assert keeper.shorten(ANTHROPIC, REQUEST).body == REQUEST


def test_a_store_that_fails_in_a_way_of_its_own_costs_only_its_block(caplog):
    class Odd(Store):
        def put(self, key, text):
            if len(self.kept) == 1:
                raise RuntimeError("a bug of the store")
            super().put(key, text)

    with caplog.at_level(logging.ERROR):
        short = shortener(Odd()).shorten(ANTHROPIC, REQUEST)
    assert [edit.key for edit in short.edits] == [marker.key(READS[0][2])]
    assert texts(short.body)[1] == READS[1][2]


def test_the_same_body_for_another_url_is_another_request():
    body = GEMINI.body(GEMINI.conversation([("curl", {}, rows(60))]))
    keeper, urls = shortener(Store()), [f"/v1beta/models/{name}:generateContent" for name in ("pro", "flash")]
    assert [keeper.shorten(GEMINI.dialect, body, url).outline.model for url in urls * 2] == ["pro", "flash"] * 2
    assert len({keeper.shorten(GEMINI.dialect, body, url).body for url in urls}) == 1


def test_threads_that_ask_at_once_give_the_same_answer():
    class Meeting(Store):
        """The first put waits until a second one has been refused."""

        def put(self, *_):
            self.puts += 1
            if self.puts == 1:
                assert keeper.at_once(ANTHROPIC, REQUEST).body == REQUEST
                return
            raise StoreError("busy")

    keeper = shortener(Meeting())
    assert keeper.shorten(ANTHROPIC, REQUEST).body == REQUEST


def test_a_known_conversation_is_answered_at_once_with_the_same_bytes_and_a_new_one_is_not():
    keeper = shortener(Store())
    assert isinstance(keeper.at_once(ANTHROPIC, REQUEST), Outline)
    short = keeper.shorten(ANTHROPIC, REQUEST)
    assert keeper.at_once(ANTHROPIC, REQUEST) == short
    longer = body(conversation([*READS, ("Bash", {"command": "ls"}, "one\ntwo")]))
    assert isinstance(keeper.at_once(ANTHROPIC, longer), Outline)
    keeper.shorten(ANTHROPIC, longer)
    known = keeper.at_once(ANTHROPIC, REQUEST)
    assert (known.body, known.edits) == (short.body, short.edits)
    assert keeper.at_once(ANTHROPIC, b"not json").reason.startswith("not readable")


def test_the_same_bytes_in_another_dialect_are_another_request():
    keeper = shortener(Store())
    chat = CHAT.body(CHAT.conversation(READS), tools=[{"name": "x"}])
    assert keeper.shorten(ANTHROPIC, chat).reason == "nothing to shorten"
    assert len(keeper.shorten(CHAT.dialect, chat).edits) == 2
    assert keeper.shorten(ANTHROPIC, chat).edits == ()


def test_each_edit_saves_tokens():
    for edit in shortener(Store()).shorten(ANTHROPIC, REQUEST).edits:
        assert edit.before > edit.after > 0


@pytest.mark.parametrize(
    ("request_body", "reason"),
    [
        (b"not json", "not readable: a broken or unexpected shape"),
        (body(conversation(READS), tools=()), "a request without tools"),
        (body(conversation([])), "nothing to shorten"),
    ],
)
def test_what_is_not_shortened_goes_through_as_it_came_and_says_why(request_body, reason):
    short = shortener(Store()).shorten(ANTHROPIC, request_body)
    assert (short.body, short.edits, short.reason) == (request_body, (), reason)


def test_level_off_changes_nothing():
    short = shortener(Store(), lambda: Rules(level=Level.OFF)).shorten(ANTHROPIC, REQUEST)
    assert (short.body, short.reason) == (REQUEST, "level off")


def test_an_error_of_ours_lets_the_request_through(caplog):
    class Broken(Rewriter):
        def rewrite(self, *_):
            raise RuntimeError("a bug")

    with caplog.at_level(logging.ERROR):
        short = Shortener(Broken({}), Store(), lambda _outline: Rules()).shorten(ANTHROPIC, REQUEST)
    assert (short.body, short.reason) == (REQUEST, "an error of ours (see the log)")
    assert json.loads(short.body)


@pytest.mark.parametrize("name", ["outline", "message"])
def test_an_error_of_ours_lets_the_request_through_at_once_and_when_it_is_tried_again(caplog, name):
    class Faulty:
        def __getattr__(self, asked):
            return getattr(ANTHROPIC, asked) if asked != name else lambda _: 1 / 0

    keeper = shortener(Store())
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            assert keeper.shorten(Faulty(), REQUEST).body == REQUEST


def test_edits_that_cannot_be_placed_let_the_request_through_also_when_they_are_known(caplog):
    class Odd(Rewriter):
        def rewrite(self, *asked):
            found = super().rewrite(*asked)
            return replace(found, edits=tuple(replace(edit, text="\ud800") for edit in found.edits))

        def known(self, *asked):
            return None if super().known(*asked) is None else self.rewrite(*asked)

    keeper = Shortener(Odd(registry.load_all("compressors")), Store(), lambda _outline: Rules())
    with caplog.at_level(logging.ERROR):
        assert keeper.shorten(ANTHROPIC, REQUEST).body == REQUEST
        assert keeper.at_once(ANTHROPIC, REQUEST).body == REQUEST
