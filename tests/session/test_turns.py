"""Hidden turns of this session and of earlier ones."""

import shutil
from contextlib import closing

from headroom_cli.session.turns import Turns


def test_what_is_kept_is_there_for_the_next_process_and_nothing_is_made_before(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    with closing(Turns(own, (), 8)) as turns:
        assert turns.get("turn-1") is None
        assert not list(own.iterdir())
        turns.put("turn-1", "text")
        assert turns.get("turn-1") == "text"
    with closing(Turns(own, (), 8)) as turns:
        assert (turns.get("turn-1"), turns.get("turn-2")) == ("text", None)


def test_what_an_earlier_session_kept_is_found_and_outlives_it(tmp_path):
    own, earlier = tmp_path / "own", tmp_path / "earlier"
    with closing(Turns(earlier, (), 8)) as turns:
        turns.put("turn-1", "text")
    with closing(Turns(own, (tmp_path / "gone", earlier), 8)) as turns:
        assert turns.get("turn-1") == "text"
    shutil.rmtree(earlier)
    with closing(Turns(own, (earlier,), 8)) as turns:
        assert turns.get("turn-1") == "text"


def test_an_earlier_session_that_cannot_be_read_is_passed_over(tmp_path):
    broken, earlier = tmp_path / "broken", tmp_path / "earlier"
    (broken / "turns").mkdir(parents=True)
    (broken / "turns" / "cache.db").write_bytes(b"no database at all" * 99)
    with closing(Turns(earlier, (), 8)) as turns:
        turns.put("turn-1", "text")
    with closing(Turns(tmp_path / "own", (broken, earlier), 8)) as turns:
        assert turns.get("turn-1") == "text"
