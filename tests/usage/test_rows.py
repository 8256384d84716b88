"""Between the ledger's rows and the nouns."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.model import Edit, Usage
from headroom_cli.usage import rows
from headroom_cli.usage.tally import Cut, Group, Tally
from tests.usage.making import exchange

GROUP = Group(agent="a", model="m", reported=True, context=200_000, new_as="input", old_as="cache_read")
LOGS = {"tokens_before": 90, "tokens_after": 20, "kind": "log", "fresh": 1, "lossless": 0, "blocks": 3}
CUT = Cut(kind="log", fresh=True, lossless=False, blocks=3, before=90, after=20)
COUNTS = st.integers(0, 2**40)


def stored(one):
    """The row of an exchange without edits, as SQLite gives it back."""
    values = {name: int(v) if isinstance(v, bool) else v for name, v in rows.values(one).items()}
    return values | {"id": 1, "kind": None}


@given(st.text(), st.builds(Usage, input=COUNTS, output=COUNTS, cache_read=COUNTS, reported=st.booleans()))
def test_an_exchange_reads_back_as_it_was_written(word, usage):
    written = exchange(session=word, reason=word, usage=usage)
    assert rows.exchange([stored(written)]) == written


def test_every_field_of_an_exchange_but_its_edits_has_a_value():
    names = set(asdict(exchange())) - {"usage", "edits", "legs"} | set(asdict(Usage()))
    assert set(rows.values(exchange())) == names


def test_edits_of_a_kind_read_back_as_one_without_text_key_and_span():
    (edit,) = rows.exchange([stored(exchange()) | LOGS]).edits
    assert edit == Edit(span=(0, 0), text="", key="", kind="log", before=90, after=20, lossless=False, fresh=True)


def test_the_tally_of_an_exchange_counts_the_blocks_that_were_written():
    one = rows.one([stored(exchange()) | LOGS])
    assert (one.cuts, one.exchanges, one.group.new_as) == ((CUT,), 1, "cache_write_5m")


def test_a_sum_of_edits_reads_back_with_its_group():
    row = {name: int(v) if isinstance(v, bool) else v for name, v in asdict(GROUP).items()} | LOGS
    assert rows.of_edits(row) == Tally(group=GROUP, cuts=(CUT,))


def test_a_sum_of_usage_reads_back_with_its_group():
    usage = Usage(input=1, output=2, cache_read=3, cache_write_5m=4, cache_write_1h=5, reported=True)
    assert rows.of_usage(asdict(GROUP) | asdict(usage) | {"exchanges": 7}) == Tally(
        group=GROUP, exchanges=7, usage=usage
    )


def test_fates_and_times_belong_to_an_agent():
    whose = {"agent": "a", "exchanges": 7}
    fate = rows.of_fate(whose | {"outcome": "passed", "reason": "probe", "reported": 0})
    added = rows.of_added(whose | {"bucket": 12})
    assert (fate.fates, added.added) == ({("passed", "probe", False): 7}, {12: 7})
    assert fate.group == added.group == Group(agent="a")
