"""`compress`, as a program calls it."""

import copy
import doctest
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headroom_cli
from headroom_cli import compress, tokens
from headroom_cli.library import messages as room
from headroom_cli.model import Level
from tests.fakes import openai
from tests.fakes.conversations import body, conversation, log, read_result, rows, texts, turns

READS = [("Read", {"file_path": "/a"}, read_result(1, 90))] * 2
LOG = [("Bash", {"command": "tail log"}, log(400))]
SHAPES = {
    "anthropic": (conversation, lambda messages: texts(body(messages))),
    "openai_chat": (openai.chat, lambda messages: openai.CHAT.texts(openai.CHAT.body(messages))),
    "openai_responses": (openai.responses, lambda messages: openai.RESPONSES.texts(openai.RESPONSES.body(messages))),
    "gemini": (openai.gemini, lambda messages: openai.GEMINI.texts(openai.GEMINI.body(messages))),
}
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)
LAWFUL = settings(max_examples=30, deadline=None)


class Theirs:
    """A client's own object, as those of the providers' SDKs are."""

    def __init__(self, **fields):
        self.fields = fields

    def model_dump(self, mode):
        assert mode == "json"
        return self.fields


def test_the_example_in_its_own_words_is_true():
    assert doctest.testmod(room).failed == 0
    assert doctest.testmod(room).attempted > 5


@EVERY_SHAPE
def test_every_shape_is_shortened_and_comes_back_in_its_own(shape):
    make, results = SHAPES[shape]
    given_ = make([*READS, ("curl", {}, rows(60))])
    short = compress(given_, model="gpt-5.2")
    assert all(len(after) < len(before) for after, before in zip(results(short.messages), results(given_), strict=True))
    assert set(short.originals.values()) == set(results(given_))
    assert [m for m in short.messages if m in given_] == [m for m in given_ if m in short.messages]
    assert len(short.messages) == len(given_)


@LAWFUL
@given(st.sampled_from(sorted(SHAPES)), turns(), st.booleans())
def test_the_first_messages_become_the_same_and_what_was_given_stays(shape, session, in_reach):
    given_ = SHAPES[shape][0](session)
    kept = copy.deepcopy(given_)
    whole = compress(given_, in_reach=in_reach).messages
    assert given_ == kept
    for count in range(1, len(given_) + 1):
        assert compress(given_[:count], in_reach=in_reach).messages == whole[:count]


@EVERY_SHAPE
def test_nothing_is_left_out_unless_the_model_can_fetch_it(shape):
    make, results = SHAPES[shape]
    [safe], [short] = (results(compress(make(LOG), in_reach=reach).messages) for reach in (False, True))
    assert len(short) < len(safe) < len(LOG[0][2])
    assert "headroom_retrieve" in short
    assert "headroom_retrieve" not in safe


def test_what_was_left_out_is_given_back_by_its_key_or_in_part():
    short = compress(conversation(LOG), in_reach=True)
    [key] = short.originals
    assert short.retrieve(key) == short.originals[key] == LOG[0][2]
    assert LOG[0][2].split("\n")[7] in short.retrieve(key, lines="8-8")
    assert "no original" in short.retrieve("0" * 12)


def test_tokens_are_those_of_all_texts_for_the_models_family():
    given_ = openai.chat(LOG)
    short = compress(given_, model="gpt-5.2", in_reach=True)
    [before], [after] = (SHAPES["openai_chat"][1](m) for m in (given_, short.messages))
    rest = sum(map(tokens.count, ("You are careful.", "fix it", json.dumps(LOG[0][1]))))
    assert (short.tokens_before, short.tokens_after) == (tokens.count(before) + rest, tokens.count(after) + rest)
    assert short.tokens_saved == short.tokens_before - short.tokens_after > 0
    claude = compress(given_, model="claude-sonnet-4-6", in_reach=True)
    assert claude.tokens_before == round(short.tokens_before * tokens.factor("claude-sonnet-4-6"))


@pytest.mark.parametrize(
    "given_",
    [
        [],
        "a text",
        None,
        {"role": "user"},
        [{"role": "user", "said": [{"text": rows(60)}]}],
        [rows(60)],
        [{"role": "user", "content": object()}],
        [{"role": "user", "content": float("nan")}],
        [7, None],
    ],
)
def test_what_has_no_known_shape_comes_back_as_it_was(given_):
    short = compress(given_)
    assert short.messages is given_
    assert (short.tokens_before, short.tokens_saved, short.originals) == (0, 0, {})


def test_messages_that_hold_themselves_or_go_too_deep_come_back_as_they_were():
    endless: list = []
    endless.append(endless)
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    for given_ in (endless, deep):
        assert compress(given_).messages is given_


def test_level_off_changes_nothing_and_an_unknown_level_is_an_error():
    given_ = conversation(READS)
    assert compress(given_, level=Level.OFF).messages == given_
    assert compress(given_, level="off").tokens_before > 0
    with pytest.raises(ValueError, match="no-way"):
        compress(given_, level="no-way")


def test_objects_of_the_providers_clients_are_read_and_come_back_as_they_are():
    given_ = conversation(READS)
    given_[1]["content"] = [Theirs(**part) for part in given_[1]["content"]]
    short = compress(given_)
    assert short.messages[1]["content"] is given_[1]["content"]
    assert "Read /a" in texts(body([short.messages[0], short.messages[4]]))[0]


def test_what_comes_back_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        compress([]).messages = None


def test_the_package_alone_loads_nothing_and_has_no_other_names():
    code = "import sys, headroom_cli; print(*sys.modules); headroom_cli.compress; print(*sys.modules)"
    before, after = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.splitlines()
    assert [name for name in before.split() if name.startswith("headroom_cli")] == ["headroom_cli"]
    assert not {"msgspec", "toktok", "json"} & set(before.split())
    assert "headroom_cli.library.messages" in after.split()
    with pytest.raises(AttributeError, match="no attribute 'decompress'"):
        headroom_cli.decompress  # noqa: B018
