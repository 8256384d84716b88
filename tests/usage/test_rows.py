"""Between the ledger's rows and the nouns."""

from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.model import Edit, Usage
from headroom_cli.usage import rows
from headroom_cli.usage.scale import Scale
from headroom_cli.usage.tally import Asked, Cut, Group, Tally
from tests.usage.making import exchange

GROUP = Group(agent="a", project="p", model="m", reported=True, context=128_000, unshortened=200_000, subscribed=True)
LOGS = {
    "tokens_before": 90,
    "tokens_after": 20,
    "kind": "log",
    "fresh": 1,
    "lossless": 0,
    "billed_as": "input",
    "blocks": 3,
}
CUT = Cut(kind="log", fresh=True, lossless=False, billed_as="input", blocks=3, before=90, after=20)
COUNTS = st.integers(0, 2**40)


def stored(one):
    """The row of an exchange without edits, as SQLite gives it back."""
    values = {name: int(v) if isinstance(v, bool) else v for name, v in rows.values(one).items()}
    return values | {"id": 1, "kind": None}


@given(st.text(), st.builds(Usage, input=COUNTS, output=COUNTS, cache_read=COUNTS, reported=st.booleans()))
def test_an_exchange_reads_back_as_it_was_written(word, usage):
    written = exchange(session=word, reason=word, usage=usage, detour=replace(usage, reported=False), legs=3)
    assert rows.exchange([stored(written)]) == written


def test_every_field_of_an_exchange_but_its_edits_and_its_turn_has_a_value():
    figures = set(asdict(Usage())) - {"reported"}
    names = (
        set(asdict(exchange())) - {"usage", "edits", "detour", "turn", "previous", "fetching", "size"}
        | figures
        | {"reported"}
    )
    assert set(rows.values(exchange())) == names | {f"detour_{name}" for name in figures}


def test_edits_of_a_kind_read_back_as_one_without_text_key_and_span():
    (edit,) = rows.exchange([stored(exchange()) | LOGS]).edits
    assert edit == Edit(
        span=(0, 0), text="", key="", kind="log", before=90, after=20, lossless=False, fresh=True, billed_as="input"
    )


def test_a_sum_of_edits_reads_back_with_its_group():
    row = {name: int(v) if isinstance(v, bool) else v for name, v in asdict(GROUP).items()} | LOGS
    assert rows._of_edits(row) == Tally(group=GROUP, cuts=(CUT,))


def test_a_sum_of_usage_reads_back_with_its_group():
    usage = Usage(input=1, output=2, cache_read=3, cache_write_5m=4, cache_write_1h=5, reported=True)
    detour, scale = Usage(output=2, cache_read=3), Scale(estimated=9.5, counted=8, squares=7.1)
    one = Tally(group=GROUP, exchanges=7, usage=usage, detour=detour, scale=scale)
    assert rows._of_usage(rows.sums(one) | asdict(GROUP)) == one


def test_fates_and_times_belong_to_an_agent_a_project_and_a_model():
    whose = {"agent": "a", "project": "p", "model": "m", "exchanges": 7}
    fate = rows._of_fate(whose | {"outcome": "passed", "reason": "probe", "reported": 0})
    added = rows._of_added(whose | {"bucket": 12})
    assert (fate.fates, added.added) == ({("passed", "probe", False): 7}, {12: 7})
    assert fate.group == added.group == Group(agent="a", project="p", model="m")


def test_what_was_asked_for_again_reads_back():
    row = {"hit": 1, "tokens": 70, "times": 3, "agent": "a", "project": "p"}
    assert rows.retrieval(row) == Asked(hit=True, tokens=70, times=3, agent="a", project="p")
