"""Which sentences say the same."""

import pytest

from headroom_cli.learn.similar import alike, clusters, forbids, telling
from tests.learn.making import episode


def groups(*sentences):
    said = [episode("said", "", text, id=str(n)) for n, text in enumerate(sentences)]
    return [[e.right for e in group] for group in clusters(said)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't use pytest here", "Please don't use pytest here!"),
        ("Always run the linter before you commit", "run the linter, always, before a commit"),
        ("Use the staging database, never production", "Never use the production database, only staging"),
    ],
)
def test_sentences_of_the_same_telling_words_are_alike(one, other):
    assert alike(telling(one), telling(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Always use unittest", "Always use tabs"),
        ("Don't edit generated files", "Don't commit large files"),
        ("Use it", "Do that"),
        ("Never push to main", "Never push to main without a green build, a review and a ticket in the title"),
    ],
)
def test_others_are_not(one, other):
    assert not alike(telling(one), telling(other))


def test_a_sentence_says_what_to_do_or_what_not_to_do():
    assert all(map(forbids, ("Don't do it", "do not", "Never", "Avoid X", "Stop adding docs")))
    assert not any(map(forbids, ("Always use X, never Y", "Nothing", "Notes go here")))


def test_what_says_the_same_stands_together_in_order():
    assert groups("Never edit generated files", "Use tabs in makefiles", "never edit the generated files") == [
        ["Never edit generated files", "never edit the generated files"], ["Use tabs in makefiles"],
    ]  # fmt: skip


def test_what_was_later_said_the_other_way_round_no_longer_counts():
    assert groups("Never edit generated files", "Edit generated files as well") == [["Edit generated files as well"]]
