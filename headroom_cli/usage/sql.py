"""The statements of the ledger, put together from this file's own words.

Law: values are only ever bound, never pasted; what is upserted adds to what is there.
"""

from __future__ import annotations

from typing import Any

_DETOUR = "detour_input, detour_output, detour_cache_read, detour_cache_write_5m, detour_cache_write_1h"
_SUMS = f"exchanges, input, output, cache_read, cache_write_5m, cache_write_1h, {_DETOUR}, estimated, counted, squares"
_SAME = "model, reported, context, unshortened, subscribed"
_OF_TALLY = f"scope, agent, project, {_SAME}"
_CUT = "kind, fresh, lossless, billed_as"
_SIZES = "blocks, tokens_before, tokens_after"

ADD_EXCHANGE = f"""
    INSERT INTO exchange (
        session, at, agent, project, dialect, model, path, status, outcome, reason, reported, input, output, cache_read,
        cache_write_5m, cache_write_1h, added_ms, first_byte_ms, total_ms, legs, subscribed, {_DETOUR}, estimated,
        counted
    ) VALUES (
        :session, :at, :agent, :project, :dialect, :model, :path, :status, :outcome, :reason, :reported, :input,
        :output, :cache_read, :cache_write_5m, :cache_write_1h, :added_ms, :first_byte_ms, :total_ms, :legs,
        :subscribed, :detour_input, :detour_output, :detour_cache_read, :detour_cache_write_5m,
        :detour_cache_write_1h, :estimated, :counted
    )
"""
ADD_EDIT = "INSERT INTO edit VALUES (:exchange, :kind, :fresh, :lossless, :billed_as, :blocks, :before, :after)"
ADD_RETRIEVAL = """
    INSERT INTO retrieval (session, at, hit, tokens, agent, project)
    VALUES (:session, :at, :hit, :tokens, :agent, :project)
"""
ADD_EVENT = "INSERT INTO event VALUES (NULL, :session, :at, :name)"
ADD_SESSION = """
    INSERT INTO session VALUES (:session, :agent, :project, :at, :at)
    ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)
"""

ADD_TALLY = f"""
    INSERT INTO tally VALUES (
        NULL, :scope, :agent, :project, :model, :reported, :context, :unshortened, :subscribed,
        :exchanges, :input, :output, :cache_read, :cache_write_5m, :cache_write_1h, :detour_input, :detour_output,
        :detour_cache_read, :detour_cache_write_5m, :detour_cache_write_1h, :estimated, :counted, :squares
    )
    ON CONFLICT ({_OF_TALLY}) DO UPDATE SET
        {", ".join(f"{name} = {name} + excluded.{name}" for name in _SUMS.split(", "))}
"""
ADD_TALLY_EDIT = f"""
    INSERT INTO tally_edit
    SELECT id, :kind, :fresh, :lossless, :billed_as, :blocks, :before, :after FROM tally
    WHERE {" AND ".join(f"{name} = :{name}" for name in _OF_TALLY.split(", "))}
    ON CONFLICT (tally, {_CUT}) DO UPDATE SET
        blocks = blocks + excluded.blocks, tokens_before = tokens_before + excluded.tokens_before,
        tokens_after = tokens_after + excluded.tokens_after
"""
ADD_FATE = """
    INSERT INTO fate VALUES (:scope, :agent, :project, :model, :outcome, :reason, :reported, :exchanges)
    ON CONFLICT (scope, agent, project, model, outcome, reason, reported)
    DO UPDATE SET exchanges = exchanges + excluded.exchanges
"""
ADD_ADDED = """
    INSERT INTO added VALUES (:scope, :agent, :project, :model, :bucket, :exchanges)
    ON CONFLICT (scope, agent, project, model, bucket) DO UPDATE SET exchanges = exchanges + excluded.exchanges
"""

EXCHANGES = f"""
    SELECT exchange.*, {_CUT}, {_SIZES} FROM exchange LEFT JOIN edit ON edit.exchange = exchange.id
"""
EVENTS = "SELECT name FROM event"
SESSIONS = """
    SELECT name, agent, project, first, last FROM session
    WHERE last >= :since AND (:agent = '' OR agent = :agent) AND (:project = '' OR project = :project)
    ORDER BY last DESC LIMIT :most
"""

_SOME = """
    WHERE scope BETWEEN :first AND :last AND (:agent = '' OR agent = :agent)
        AND (:project = '' OR project = :project) AND substr(model, 1, length(:model)) = :model
"""


def _sums(names: str) -> str:
    return ", ".join(f"sum({name}) AS {name}" for name in names.split(", "))


# What is not asked for apart is summed: its name is then empty.
_WHOSE = "iif(:by_agent, agent, '') AS agent, iif(:by_project, project, '') AS project"
_APART = f"iif(:by_day, scope, '') AS day, {_WHOSE}"
TALLIES = f"""
    SELECT {_APART}, {_SAME}, {_sums(_SUMS)} FROM tally {_SOME} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
TALLY_EDITS = f"""
    SELECT {_APART}, {_SAME}, {_CUT}, {_sums(_SIZES)} FROM tally JOIN tally_edit ON tally_edit.tally = tally.id {_SOME}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
FATES = f"""
    SELECT {_WHOSE}, model, outcome, reason, reported, sum(exchanges) AS exchanges FROM fate {_SOME}
    GROUP BY 1, 2, 3, 4, 5, 6
"""
ADDED = f"""
    SELECT {_WHOSE}, model, bucket, sum(exchanges) AS exchanges FROM added {_SOME} GROUP BY 1, 2, 3, 4
"""
RETRIEVALS = """
    SELECT agent, project, hit, count(*) AS times, sum(tokens) AS tokens FROM retrieval
    WHERE at >= :since AND (:session = '' OR session = :session) AND (:agent = '' OR agent = :agent)
        AND (:project = '' OR project = :project)
    GROUP BY 1, 2, 3
"""
SCALES = """
    SELECT model, sum(estimated) AS estimated, sum(counted) AS counted, sum(squares) AS squares FROM tally
    WHERE scope = '' GROUP BY 1
"""


def where(session: str | None) -> str:
    """The end of a statement: of one session or of all, from `:since` on, in order."""
    some = " WHERE session = :session AND at >= :since" if session is not None else " WHERE at >= :since"
    return f"{some} ORDER BY at, id"


def plain(noun: Any) -> dict[str, Any]:
    """The fields of a flat noun, many times faster than `asdict`, which copies what it meets."""
    return {name: getattr(noun, name) for name in noun.__slots__}
