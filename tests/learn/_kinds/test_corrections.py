"""What a person has to say again and again."""

import pytest

from headroom_cli.learn._kinds.corrections import find, sentences
from tests.learn.making import PROJECT, gone, run, said


def found(text, *past, **more):
    return [e.right for e in find(said(text, **more), past, PROJECT)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No, don't use pytest here: always run make test", ["Don't use pytest here: always run make test"]),
        ("no! always use tabs in makefiles. thanks", ["Always use tabs in makefiles"]),
        ("I told you: never touch src/gen", ["Never touch src/gen"]),
        ("Fix the login.\nNever commit to main.", ["Never commit to main"]),
        ("please use the staging database only", ["Use the staging database only"]),
    ],
)
def test_the_sentences_that_tell_how_it_is_to_be_done_are_told(text, told):
    assert found(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "No, that is wrong.",
        "fix the login page",
        "use the new api for the login",
        "Don't commit yet",
        "don't do it",
        "never",
        "the tests never pass",
        "x" * 900 + "\nNever commit to main.",
    ],
)
def test_what_tells_nothing_that_is_to_stand_is_not(text):
    assert found(text) == []


def test_what_a_session_begins_with_is_the_task():
    assert found("Never commit to main.", opening=True) == []


def test_after_a_stop_any_sentence_that_tells_what_to_do_is_a_correction():
    assert found("use the new api for the login", stopping=True) == ["Use the new api for the login"]


def test_it_cost_what_failed_of_what_it_speaks_of():
    text = "No, don't use pytest: always run make test"
    (about,) = find(said(text), (gone("pytest -q"), run("ls")), PROJECT)
    (nothing,) = find(said(text), (run("ls", "no", 1),), PROJECT)
    assert about.tokens > 0
    assert about.request == 100.0
    assert (nothing.tokens, nothing.request) == (0, 0)


def test_secrets_are_masked():
    (told,) = sentences("Always use password=hunter2hunter2 for the database", correcting=True)
    assert told == "Always use password=*** for the database"


def test_only_a_person_corrects():
    assert list(find(run("echo 'never do that'"), (), PROJECT)) == []
