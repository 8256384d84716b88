"""Reading loses nothing and marks what must be read word for word."""

from headroom_cli.compressors._log.lines import read

TEXT = "\n".join(f"10:00:{n:02} job {n} went through without a word" for n in range(30)) + "\n10:01:00 job 31 failed\n"


def test_the_entries_of_the_lines_are_the_text():
    assert "\n".join(line.entry.full for line in read(TEXT, 40)) == TEXT


def test_repeated_lines_have_a_template_and_the_failure_stands_in_full():
    *usual, failure, end = read(TEXT, 40)
    assert len({line.said.template for line in usual}) == 1
    assert not any(line.bad or line.full for line in usual)
    assert failure.bad
    assert failure.full
    assert end.said is None
    assert [line.free for line in (usual[0], end)] == [False, True]
