"""Lines of one shape are parted where one more template pays."""

from headroom_cli.compressors._log.split import Scale


def parts(rows, toll=40):
    """The words that are constant in each part, with how many lines it has."""
    words = [tuple(row.split()) for row in rows]
    betweens = ("", *[" "] * (len(words[0]) - 1), "")
    found = Scale([words], toll).parts(words, range(len(words)), betweens)
    return sorted(
        (" ".join("{}" if varies else c[0] for c, varies in zip(p.columns, p.varies, strict=True)), len(p.places))
        for p in found
    )


def test_lines_that_differ_in_a_number_are_one_part():
    assert parts([f"took {n} ms to answer" for n in range(20)]) == [("took {} ms to answer", 20)]


def test_messages_that_share_a_shape_are_parted():
    rows = [f"{what} {n}" for n in range(30) for what in ("connection opened for client", "cache was emptied by")]
    assert parts(rows) == [("cache was emptied by {}", 30), ("connection opened for client {}", 30)]


def test_the_higher_the_toll_the_broader_the_templates():
    rows = [f"user {who} logged in from {n}" for n in range(20) for who in ("ann", "bob")]
    assert len(parts(rows, toll=4)) == 2
    assert parts(rows, toll=4000) == [("user {} logged in from {}", 40)]


def test_few_lines_and_lines_that_say_nothing_alike_are_no_part():
    assert parts(["a b", "a c"]) == []
    assert parts(["ab cd", "ef gh", "ij kl", "mn op"]) == []
