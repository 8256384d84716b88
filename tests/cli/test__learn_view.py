"""What `headroom learn` shows, in words."""

from headroom_cli.cli import _learn_view as view
from headroom_cli.learn.ask import question
from headroom_cli.learn.proposal import Patch, Wish, propose
from tests.learn.making import UNITTEST, UTIL, episode, found, line


def shown(capsys, *episodes, **more):
    view.render(propose(more.pop("project"), found(*episodes, **more), Wish(targets=("CLAUDE.md",))))
    return capsys.readouterr().out


def test_a_line_has_its_evidence_below_it(capsys, tmp_path):
    both = [episode(session=s, at=at, tried="pytest -q", worked="tox") for s, at in (("a", 0.0), ("b", 90_000.0))]
    out = shown(capsys, *both, project=tmp_path)
    assert "  1  Run tests with `python3 -m unittest`; `pytest` is not installed." in out
    assert "2 sessions, 1970-01-01 to 1970-01-02; twice, ~20 tokens wasted" in " ".join(out.split())
    assert "pytest -q" in out
    assert "-> tox" in out


def test_what_a_person_said_of_it_is_told_below_it(capsys, tmp_path):
    both = [episode(session=s, at=1.0, tried="pytest -q", worked="tox") for s in "ab"]
    said = [
        episode("said", "", "Don't use pytest, use python3 -m unittest", session=s, at=2.0, tried="No! …") for s in "ab"
    ]
    out = shown(capsys, *both, *said, project=tmp_path, agents={"claude", "codex", "aider"})
    assert "2 sessions of aider, claude and codex" in out
    assert "pytest -q" in out
    assert "said twice: No! …" in out


def test_a_long_command_is_cut(capsys, tmp_path):
    out = shown(capsys, *(episode(session=s, tried="x" * 200) for s in "ab"), project=tmp_path)
    assert "x" * 69 + "…" in out
    assert "x" * 80 not in out


def test_what_was_left_out_is_said(capsys, tmp_path):
    several = [episode("refused", f"tool{n}", f"tool{n}", session=s, at=float(n)) for n in range(12) for s in "ab"]
    assert "and 2 more; --most shows them" in shown(capsys, *several, project=tmp_path)


def test_nothing_found_and_nothing_there_are_told_apart(capsys, tmp_path):
    assert "No agent left a history of this project." in shown(capsys, project=tmp_path, sessions=set(), agents=set())
    assert "Nothing new to learn" in shown(capsys, project=tmp_path)


def test_aiders_file_is_only_read_where_its_settings_say_so(capsys, tmp_path):
    made = propose(tmp_path, found(episode(), episode(session="t")), Wish(targets=("CONVENTIONS.md",)))
    view.patches(made)
    assert "read: CONVENTIONS.md" in capsys.readouterr().out


def test_a_diff_names_the_file_and_what_changes(capsys, tmp_path):
    view.diff(Patch(tmp_path / "CLAUDE.md", b"a\nb\n", b"a\nc\n"), tmp_path)
    assert capsys.readouterr().out.split() == ["CLAUDE.md", "@@", "-1,2", "+1,2", "@@", "a", "-b", "+c"]


def test_files_that_change_alike_are_shown_once(capsys, tmp_path):
    (tmp_path / "AGENTS.md").write_text("x\n")
    targets = ("CLAUDE.md", "GEMINI.md", "AGENTS.md")
    view.patches(propose(tmp_path, found(episode(), episode(session="t")), Wish(targets=targets)))
    titles = [line for line in capsys.readouterr().out.splitlines() if ".md" in line]
    assert titles == ["CLAUDE.md (new), GEMINI.md (new)", "AGENTS.md"]


def test_the_budget_is_said_before_anything_is_sent():
    said = view.budget(question("claude", [line(UNITTEST), line(UTIL)]))
    assert "without tools" in said
    assert "~2k of its own" in said
    assert said.endswith("It stops at $0.25.")
