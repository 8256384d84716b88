"""Everything of the proxy that blocks, behind one thread: store, ledger, shortening, retrieval.

Law: one thread does it all, so nothing here needs a lock and the event loop never waits; a ledger
that fails is logged once and never felt.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from headroom_cli import registry, tokens
from headroom_cli.ccr import tool
from headroom_cli.context.eligible import Rules
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.dialects import Outline
from headroom_cli.errors import HeadroomError
from headroom_cli.model import Exchange, Level
from headroom_cli.proxy.retrieval import Retrieval
from headroom_cli.proxy.shortener import Shortener
from headroom_cli.session.config import ProxyConfig
from headroom_cli.session.retrieval import answering, mcp_server
from headroom_cli.session.turns import Turns
from headroom_cli.stores import Store, open_store
from headroom_cli.usage.counterfactual import Boundaries
from headroom_cli.usage.ledger import Ledger
from headroom_cli.usage.tally import Asked

_log = logging.getLogger(__name__)
_MOST_OWED = 10_000
_TURNS_MB = 256
_T = TypeVar("_T")
_Write = Callable[[Ledger], None]


class Desk:
    """Opened in the worker thread, and called there; only `shortener.at_once` may be called from elsewhere."""

    def __init__(self, config: ProxyConfig) -> None:
        self._config = config
        self._store = _open_store(config.store)
        self._ledger = _open_ledger(config.ledger)
        self._boundaries = Boundaries()
        self._owed: deque[_Write] = deque(maxlen=_MOST_OWED)
        self._compressors = registry.Plugins("compressors")
        self.shortener = Shortener(Rewriter(self._compressors), self._store, rules_for(config))
        answer = answering(self._store, self._note_retrieval)
        self.mcp = mcp_server(answer)
        in_stream = config.offer and config.level is not Level.OFF
        self._turns = _turns(config)
        self.retrieval = Retrieval(answer, self._turns or self._store) if in_stream else None

    def warm(self) -> None:
        """Load what the first request would wait for."""
        tokens.count(" ".join(self._compressors))

    def record(self, exchange: Exchange) -> None:
        """Write one exchange down, settled; exchanges come in the order in which they ended."""
        config = self._config
        settled = self._boundaries.settle(exchange)
        named = replace(settled, session=config.session, agent=config.agent, project=config.project)
        self._write(lambda ledger: ledger.record(named))

    def close(self) -> None:
        """Let go of store and ledger."""
        self._store.close()
        if self._turns:
            self._turns.close()
        if self._ledger:
            self._ledger.close()

    def _note_retrieval(self, hit: bool, count: int) -> None:
        now, config = time.time(), self._config
        asked = Asked(hit=hit, tokens=count, agent=config.agent, project=config.project)
        self._write(lambda ledger: ledger.record_retrieval(config.session, now, asked))

    def _write(self, write: _Write) -> None:
        """Write a line down, after those that could not be written before: a disk may have room again."""
        if self._ledger is None:
            return
        self._owed.append(write)
        try:
            while self._owed:
                self._owed[0](self._ledger)
                self._owed.popleft()
        except HeadroomError as error:
            _log.warning("the ledger misses %d lines for now: %s", len(self._owed), error.message)


def rules_for(config: ProxyConfig) -> Callable[[Outline], Rules]:
    """The rules of a conversation by its outline: the retrieve tool is in reach where it is offered.

    A request without any tools, as one that asks for a summary may be, is of a conversation that had them: it says
    again what was said before, so that its beginning is the same and it is no longer than what fitted before.
    """

    def rules(outline: Outline) -> Rules:
        offered = not outline.tools or tool.is_among(outline.tools)
        return Rules(
            level=config.level,
            in_reach=config.reach == "always" or (config.reach == "offered" and offered),
            clears=outline.clears,
            floor=config.floor,
            exclude=config.exclude,
        )

    return rules


class Worker:
    """The one thread, and awaiting what it does."""

    def __init__(self) -> None:
        self.executor = ThreadPoolExecutor(1, "headroom-desk")

    async def do(self, work: Callable[[], _T]) -> _T:
        """The answer of `work`, done in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)


def _turns(config: ProxyConfig) -> Turns | None:
    """Where hidden turns are kept, if not in the store."""
    if not config.folder:
        return None
    return Turns(Path(config.folder), tuple(map(Path, config.earlier)), _TURNS_MB)


def _open_store(url: str) -> Store:
    """The store, or one in memory when it cannot be opened: originals then live as long as the proxy."""
    try:
        return open_store(url)
    except HeadroomError as error:
        _log.warning("%s Originals are kept in memory instead.", error.message)
        return open_store("memory:")


def _open_ledger(path: str) -> Ledger | None:
    try:
        return Ledger(Path(path)) if path else None
    except HeadroomError as error:
        _log.warning("nothing is recorded: %s", error.message)
        return None
