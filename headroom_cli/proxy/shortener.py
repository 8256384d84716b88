"""A request body, shortened: outline, edits, originals kept, spliced; the blocking half of an exchange.

Law: the original is in the store before the shortened text is sent (law 3); whatever cannot be read,
kept or spliced goes through as it came, and the answer says why.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from headroom_cli.ccr import tool
from headroom_cli.context.eligible import Rules
from headroom_cli.context.place import Rewriting, Turn
from headroom_cli.context.rewrite import Rewriter
from headroom_cli.context.splice import original, splice
from headroom_cli.dialects import Dialect, NotReadable, Outline
from headroom_cli.errors import StoreError
from headroom_cli.model import OFFERED, Edit, Level

_QUICK = 2 * 1024 * 1024
_log = logging.getLogger(__name__)


class _Keeps(Protocol):
    def put(self, key: str, text: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """What goes on to the provider; without edits it is what came. `reason` says why there are none.

    `carried` is what the request holds only because of us, `turn` its last.
    """

    body: bytes
    outline: Outline | None = None
    edits: tuple[Edit, ...] = ()
    carried: tuple[Edit, ...] = ()
    turn: Turn = field(default_factory=Turn)
    reason: str = ""


class Shortener:
    """Shortens bodies by the rules that `rules_for` draws from a request's outline.

    `finish` is for one thread; `at_once` may look on from another.
    """

    def __init__(self, rewriter: Rewriter, store: _Keeps, rules_for: Callable[[Outline], Rules]) -> None:
        self._rewriter = rewriter
        self._store = store
        self._rules_for = rules_for
        self._kept: dict[str, bool] = {}
        self._last: tuple[tuple[str, str, bytes], Shortened] = ("", "", b""), Shortened(body=b"")

    def shorten(self, dialect: Dialect, body: bytes, url: str = "") -> Shortened:
        """The body in fewer tokens, or as it came with the reason why."""
        found = self.at_once(dialect, body, url)
        return found if isinstance(found, Shortened) else self.finish(dialect, body, found, url)

    def at_once(self, dialect: Dialect, body: bytes, url: str = "") -> Shortened | Outline:
        """The same where it takes no work worth a thread: a retry, no new message; else the outline to finish.

        May be called in any thread.
        """
        asked, answer = self._last
        if asked == (dialect.name, url, body):
            return answer
        try:
            return self._look(dialect, body, url)
        except NotReadable as verdict:
            return Shortened(body=body, reason=f"not readable: {verdict}")
        except Exception:  # noqa: BLE001 - law 6: the agent never sees an error that is ours
            return _as_it_came(body)

    def _look(self, dialect: Dialect, body: bytes, url: str) -> Shortened | Outline:
        outline = dialect.outline(body, url)
        rules = self._rules_for(outline)
        if outline.untouchable or rules.level is Level.OFF:
            return Shortened(body=body, outline=outline, reason=outline.untouchable or "level off")
        known = self._rewriter.known(dialect, body, outline, rules) if len(body) <= _QUICK else None
        return outline if known is None else self._spliced((dialect.name, url, body), outline, known)

    def finish(self, dialect: Dialect, body: bytes, outline: Outline, url: str = "") -> Shortened:
        """What `at_once` left to do."""
        try:
            found = self._rewriter.rewrite(dialect, body, outline, self._rules_for(outline))
            return self._spliced((dialect.name, url, body), outline, found)
        except Exception:  # noqa: BLE001 - as above
            return _as_it_came(body, outline)

    def _spliced(self, asked: tuple[str, str, bytes], outline: Outline, found: Rewriting) -> Shortened:
        body = asked[-1]
        edits = tuple(edit for edit in found.edits if self._keep(edit, body))
        reason = "" if edits else "the store cannot be written" if found.edits else "nothing to shorten"
        carried = (*_offered(outline), *found.carried)
        short = Shortened(
            body=splice(body, edits), outline=outline, edits=edits, carried=carried, turn=found.turn, reason=reason
        )
        if len(body) <= _QUICK:
            self._last = asked, short
        return short

    def _keep(self, edit: Edit, body: bytes) -> bool:
        """Whether the original is in the store; an answer once given stays, so the prefix stays too."""
        kept = self._kept.get(edit.key)
        if kept is None:  # two threads may ask at once: the first answer holds for both
            kept = self._kept.setdefault(edit.key, self._put(edit.key, original(body, edit)))
        return kept

    def _put(self, key: str, original: str) -> bool:
        try:
            self._store.put(key, original)
        except StoreError as error:
            _log.warning("an original was not kept, its block stays verbatim: %s", error.message)
            return False
        except Exception:  # noqa: BLE001 - a store that fails in a way of its own costs that block only, as above
            _log.exception("an original was not kept, its block stays verbatim")
            return False
        return True


def _offered(outline: Outline) -> tuple[Edit, ...]:
    """Our tool where it is offered, which stands before all messages."""
    names = [name for name in outline.tools if name.endswith(tool.NAME)]
    sizes = [tool.weight(name) for name in names]
    return tuple(Edit(span=(0, 0), text="", key="", kind=OFFERED, before=0, after=size, tail=1.0) for size in sizes)


def _as_it_came(body: bytes, outline: Outline | None = None) -> Shortened:
    """What stands for a request with which we failed; called where the failure is at hand."""
    _log.exception("a request could not be shortened and goes through as it came")
    return Shortened(body=body, outline=outline, reason="an error of ours (see the log)")
