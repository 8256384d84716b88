"""Episodes become lessons."""

from headroom_cli.learn.lessons import lessons
from headroom_cli.learn.wording import say
from tests.learn.making import episode


def lines(episodes, *, well=None, sessions=2):
    return [say(lesson.claim) for lesson in lessons(episodes, well or {}, sessions)]


def in_sessions(kind, wrong, right, sessions="ab", **more):
    return [episode(kind, wrong, right, session=s, at=float(n), **more) for n, s in enumerate(sessions)]


def test_what_happened_in_one_session_is_no_lesson_unless_one_is_enough():
    once = [episode(), episode(at=1.0)]
    assert lines(once) == []
    assert lines(once, sessions=1) == ["Run tests with `python3 -m unittest`; `pytest` is not installed."]


def test_what_went_well_after_it_last_went_wrong_is_no_lesson():
    episodes = in_sessions("program", "pytest", "python3 -m unittest", "abc")
    assert lines(episodes, well={("program", "pytest"): 2.5}) == []
    assert lines(episodes, well={("program", "pytest"): 0.5}) != []
    assert lines(episodes, well={("path", "pytest"): 9.0}) != []


def test_of_several_ways_out_the_most_frequent_counts_if_it_is_most_of_them():
    episodes = in_sessions("program", "pytest", "python3 -m unittest", "abc")
    assert lines([*episodes, episode(right="tox", session="d")]) == [
        "Run tests with `python3 -m unittest`; `pytest` is not installed."
    ]
    scattered = [*episodes[:2], *(episode(right=f"run-tests-{n}", session=str(n)) for n in range(3))]
    assert lines(scattered) == []


def test_commands_that_begin_alike_are_one_up_to_where_they_part():
    episodes = [
        episode(right="python3 -m unittest discover -s tests -v"),
        episode(right="python3 -m unittest discover -s tests", session="t"),
    ]
    assert lines(episodes) == ["Run tests with `python3 -m unittest discover -s tests`; `pytest` is not installed."]
    assert lines([episode(right="./bin/test"), episode(right="bin/test -q", session="t")]) == [
        "Run tests with `bin/test`; `pytest` is not installed."
    ]


def test_what_the_same_command_did_for_several_missing_ones_is_one_line():
    episodes = [
        *in_sessions("program", "pytest", "python3 -m unittest", "abc"),
        *in_sessions("program", "python3 -m pytest", "python3 -m unittest"),
        *in_sessions("program", "nose2", "python3 -m unittest"),
        *in_sessions("program", "rg", "grep", about="search"),
    ]
    assert lines(episodes) == [
        "Run tests with `python3 -m unittest`; `pytest` and `nose2` are not installed.",
        "Search with `grep`; `rg` is not installed.",
    ]


def test_a_path_has_its_line_and_several_of_one_folder_have_one():
    one = in_sessions("path", "src/utils.py", "src/util.py")
    assert lines(one) == ["Use `src/util.py`; there is no `src/utils.py`."]
    moved = [
        episode("path", f"components/{name}.tsx", f"src/components/{name}.tsx", session=name)
        for name in ("Nav", "Foot")
    ]
    assert lines(moved) == ["Look in `src/components`, not in `components`."]
    assert lines([moved[0], episode("path", moved[0].wrong, moved[0].right, session="Nav", at=1.0)]) == []


def test_what_a_command_needs_has_its_line():
    assert lines(in_sessions("place", "npm test", "web")) == ["Run `npm test` in `web`."]
    assert lines(in_sessions("place", "make", ".", about="root")) == ["Run `make` in the project's root."]
    assert lines(in_sessions("env", "pytest", "PYTHONPATH=src")) == ["Set `PYTHONPATH=src` for `pytest`."]
    assert lines(in_sessions("flag", "mvn test", "-o")) == ["Run `mvn test` with `-o`."]
    assert lines(in_sessions("refused", "git push", "git push")) == ["Ask before you run `git push`."]


def test_edits_have_a_line_for_a_file_that_fails_again_and_again_else_one_for_all():
    file = in_sessions("edit", "absent", "src/util.py", about="absent")
    assert lines(file) == ["Read `src/util.py` again right before you edit it: the text to replace was not there."]
    others = [episode("edit", "unread", f"src/{s}.py", about="unread", session=s) for s in "abc"]
    assert lines(others) == ["Read a file before you edit or write it."]


def test_what_is_too_long_has_its_line():
    assert lines(in_sessions("size", "big.log", "grep x big.log", about="file")) == [
        "`big.log` is long: search it or read a part, not all of it."
    ]
    assert lines(in_sessions("size", "npm test", "npm test --silent", about="command")) == [
        "`npm test` prints a lot: narrow it, as in `npm test --silent`."
    ]


def test_what_a_person_said_again_is_said_in_their_shortest_words():
    episodes = [
        episode("said", "", "Never touch the generated files in src/gen", session="a"),
        episode("said", "", "Never touch generated files", session="b"),
        episode("said", "", "Use tabs in makefiles", session="b"),
    ]
    assert lines(episodes) == ["Never touch generated files."]


def test_what_cannot_stand_in_a_line_is_no_lesson():
    assert lines(in_sessions("path", "a`b.py", "src/ab.py")) == []
