"""Each other agent does one tool call through `headroom wrap`, and reads the answer in fewer tokens."""

import re
import shutil

import psutil
import pytest

from headroom_cli.agents import catalog
from tests.e2e import project
from tests.e2e.others import FINAL, OTHERS, ask
from tests.e2e.real import absent, installed

pytestmark = [
    pytest.mark.agent,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]


@pytest.fixture(scope="module", params=OTHERS, ids=lambda other: other.name)
def asked(request, tmp_path_factory):
    other = request.param
    path = next(iter(installed(other.command).values()), None)
    if path is None:
        pytest.skip(absent(other.command))
    return ask(other, path, project.make(tmp_path_factory.mktemp(other.name)))


def test_the_agent_calls_its_tool_reads_the_answer_and_ends_well(asked):
    assert (asked.code, FINAL in asked.out) == (0, True), asked.out + asked.err
    assert asked.provider.errors == []
    assert len(asked.results()) >= 1


def test_the_provider_finds_nothing_to_refuse_and_the_prefix_never_changes(asked):
    assert asked.provider.violations == []
    assert asked.provider.prefix_changes() == []


def test_every_request_of_the_conversation_goes_through_and_something_is_saved(asked):
    assert asked.summary["requests"] >= 2, asked.err
    assert asked.summary["tokens"]["saved"] > 0


def test_the_model_fetches_what_was_left_out_where_the_agent_has_a_way_to(asked):
    shown = asked.results()
    if catalog.load()[asked.other.name].retrieval == "none":
        assert len(shown) == 1
    else:
        assert len(shown) == 2
        assert bare(asked.original()) in bare(shown[1])


def test_nothing_of_the_agent_runs_on(asked):
    home = str(asked.project.home)
    assert [p.info["name"] for p in psutil.process_iter(["name", "environ"]) if _home(p) == home] == []


def _home(process):
    return (process.info["environ"] or {}).get("HOME")


def bare(text):
    """A text without white space and the backslashes that JSON puts into it, however often."""
    return re.sub(r"\\+[nt]|\\|\s", "", text)


def test_the_persons_own_files_are_as_they_were(asked):
    for name, text in asked.other.files.items():
        assert (asked.project.home / name).read_text() == text.replace("{url}", asked.provider.url)
