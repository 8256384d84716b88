"""From wanted transcripts to what was found in projects."""

from headroom_cli import registry
from headroom_cli.learn import mining
from headroom_cli.learn.proposal import Wish
from headroom_cli.transcripts.finding import Wanted
from tests.learn.making import found
from tests.transcripts.making import ClaudeSession

HISTORIES = registry.load_all("transcripts")


def test_transcripts_are_watched_in_the_order_in_which_they_ended(tmp_path):
    for name, at in (("b", 2000), ("c", 3000), ("a", 1000)):
        session = ClaudeSession(project=str(tmp_path), name=name, at=at)
        session.run("ls")
        session.save(tmp_path)
    seen = []

    def progress(transcripts):
        seen.extend(t.session for t in transcripts)
        return transcripts

    miner = mining.mine(HISTORIES, Wanted(home=tmp_path, environment={}, project=tmp_path), progress)
    assert seen == ["a", "b", "c"]
    assert miner.projects[str(tmp_path)].requests == 3


def test_projects_that_are_gone_are_left_out_and_the_busiest_comes_first(tmp_path):
    miner = mining.Miner(HISTORIES)
    for name, requests in (("a", 3), ("b", 9), ("gone", 99)):
        miner.projects[str(tmp_path / name)].requests = requests
        if name != "gone":
            (tmp_path / name).mkdir()
    wanted = Wanted(home=tmp_path, environment={})
    assert list(mining.projects(miner, wanted)) == [tmp_path / "b", tmp_path / "a"]
    here = Wanted(home=tmp_path, environment={}, project=tmp_path / "new")
    assert [f.requests for f in mining.projects(miner, here).values()] == [0]


def test_lines_go_to_the_file_that_was_named_else_to_that_of_each_agent_seen():
    seen = found(agents={"codex", "claude"})
    assert mining.wished(Wish(), HISTORIES, seen).targets == ("CLAUDE.md", "AGENTS.md")
    assert mining.wished(Wish(targets=("X.md",)), HISTORIES, seen).targets == ("X.md",)
    assert set(mining.places(HISTORIES)) == {"CLAUDE.md", "AGENTS.md", "CONVENTIONS.md", "CLAUDE.local.md"}
