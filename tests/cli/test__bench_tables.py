"""The tables of a bench, whole."""

import pytest

from headroom_cli.cli import _bench_tables
from headroom_cli.model import Level
from headroom_cli.replay.needles import Found
from headroom_cli.replay.report import Report
from headroom_cli.replay.sums import Sum

LEVELS = (Level.LOSSLESS, Level.BALANCED, Level.AGGRESSIVE)


def figures(items: int, before: int, *after: int, exact: int = 0, size: int = 100_000) -> Sum:
    after_ = dict(zip(LEVELS, after, strict=False))
    saved = {level: before - a if level is Level.LOSSLESS else exact for level, a in after_.items()}
    seconds = dict.fromkeys(after_, 0.0123)
    return Sum(items, before, size, after_, saved, seconds, dict.fromkeys(after_, 0.0004))


REPORT = Report(
    levels=LEVELS,
    main=Level.BALANCED,
    groups={
        "logs": figures(3, 1_000_000, 500_000, 100_000, 50_000, exact=450_000),
        "trajectories": figures(1, 2_662_774, 2_662_774, 2_662_774, 2_662_774),
        "total": figures(4, 3_662_774, 3_162_774, 2_762_774, 2_712_774, exact=450_000),
    },
    kinds={
        "log": figures(9, 1_000_000, 500_000, 100_000, 50_000, exact=450_000),
        "seen": figures(1, 1_000, 500, 500, 500, exact=500),
        "as it came: too small": figures(800, 2_661_774, 2_661_774, 2_661_774, 2_661_774),
    },
    sessions={"total": figures(24, 12_026_531, 10_000_000, 9_000_000, 9_000_000)},
    own_ms={"log": 7.25},
    left_out={"not text": 2, "empty": 1},
    needles={"important": {Level.BALANCED: Found(all=218, kept=212, in_reach=215, lost=3)}},
)


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_a_bench_is_told_in_eighty_columns(capsys):
    _bench_tables.render(REPORT)
    out, err = capsys.readouterr()
    assert (
        "\n".join(line.rstrip() for line in out.splitlines())
        == """\
Headroom bench  4 files, 3,662,774 tokens of tool results

level          tokens      after   saved  exact  cold ms  warm ms
lossless    3,662,774  3,162,774  -13.7%   100%     12.3      0.4
balanced    3,662,774  2,762,774  -24.6%    50%     12.3      0.4
aggressive  3,662,774  2,712,774  -25.9%    47%     12.3      0.4

folder        files     tokens  lossless  balanced   aggr.  exact  cold  warm
logs              3  1,000,000    -50.0%    -90.0%  -95.0%    50%  12.3   0.4
trajectories      1  2,662,774         0         0       0         12.3   0.4
total             4  3,662,774    -13.7%    -24.6%  -25.9%    50%  12.3   0.4

kind  texts     tokens  lossless  balanced   aggr.  exact  own
log       9  1,000,000    -50.0%    -90.0%  -95.0%    50%  7.2
seen      1      1,000    -50.0%    -50.0%  -50.0%   100%

as it came  texts     tokens  of all
too small     800  2,661,774   72.7%

sessions  requests  tokens sent  lossless  balanced   aggr.
total           24   12,026,531    -16.9%    -25.2%  -25.2%

needles    level     all   kept  in reach  lost
important  balanced  218  97.2%     98.6%     3

tokens: o200k, of tool results; exact: share of the saving that loses nothing;
cold, warm: ms for 100 KB at first and when sent again; own: the compressor's
exact, times and kinds are those at balanced"""
    )
    assert err == "headroom: left out: not text (2), empty (1)\n"


def test_one_level_and_nothing_else_is_told_without_empty_tables(capsys):
    whole = figures(1, 10, 10)
    _bench_tables.render(
        Report(
            levels=LEVELS[:1], main=LEVELS[0], groups={"a": whole, "total": whole}, kinds={}, sessions={}, own_ms={},
            left_out={},
        )
    )  # fmt: skip
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines() if line.strip()] == [
        "Headroom", "level", "lossless", "folder", "a", "total", "tokens:", "cold,",
    ]  # fmt: skip
    assert "1 file, 10 tokens" in out
    assert err == ""
