"""Counting tokens offline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli import tokens


def test_known_texts_have_their_known_counts():
    assert tokens.count_many(["", "hello world", "the quick brown fox"]) == [0, 2, 4]


def test_a_lone_surrogate_counts_as_a_replacement_character():
    assert tokens.count("a\ud800b") == tokens.count("a?b")


@given(st.lists(st.text(max_size=40), max_size=5))
def test_counting_many_is_counting_each(texts):
    assert tokens.count_many(texts) == [tokens.count(text) for text in texts]


@given(st.text(min_size=1, max_size=200))
def test_a_text_has_at_least_one_token_and_at_most_one_for_each_byte(text):
    assert 1 <= tokens.count(text) <= len(text.encode("utf-8", "replace"))


@pytest.mark.parametrize("model", ["gpt-5.2", "o4-mini", "gemini-3", ""])
def test_models_that_use_o200k_or_are_unknown_need_no_factor(model):
    assert tokens.factor(model, "json") == 1.0


def test_newer_claude_models_have_more_tokens_for_the_same_text():
    for kind in ("json", "log", "diff", "seen", "prose", "never heard of"):
        older, newer = tokens.factor("claude-sonnet-4-5", kind), tokens.factor("claude-opus-4-8", kind)
        assert 1.0 < older < newer


def test_a_model_is_known_under_a_provider_prefix_and_with_a_date():
    assert tokens.factor("us.anthropic.claude-opus-4-8-20260901-v1:0") == tokens.factor("claude-opus-4-8")


def test_how_far_counts_may_be_off_is_nothing_for_openai_and_more_for_what_was_not_measured():
    assert tokens.error("gpt-5.2") == tokens.error("openai/o4-mini") == 0.0
    assert 0.0 < tokens.error("us.anthropic.claude-opus-4-8") < tokens.error("gemini-3-pro") == tokens.error("")
