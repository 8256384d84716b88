"""Checks of the data folder and what is kept in it: the ledger and the originals.

Law: the folder is made where there is none, as the first run would; everything else that a check makes
in it is gone when the check is over.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from headroom_cli import tokens
from headroom_cli.ccr import marker
from headroom_cli.session import folders
from headroom_cli.session.finding import Finding, Patient, note, ok, problem
from headroom_cli.settings import Settings
from headroom_cli.stores import open_store
from headroom_cli.usage.ledger import FILE_NAME, Ledger
from headroom_cli.usage.scale import Scale

_MEGABYTE = 1_000_000
_SCARCE_MB = 100
_MODELS = 4
_ODD = 0.3
_OTHERS = 0o022
_ANYBODY = 0o077
_SAMPLE = "Kept by `headroom doctor`, to see whether it comes back.\n" * 20


def data_folder(who: Patient) -> Iterator[Finding]:
    """Whether it can be written, and by nobody else; StoreError when it cannot."""
    home = who.settings.data_dir
    with _scratch(who.settings):
        pass
    if exposed := _exposed(home):
        yield problem(f"others can get at {exposed[0]}", f"Close it: chmod -R go-rwx {home}")
    else:
        yield ok(f"{home} is writable and private")


def disk(who: Patient, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free) -> Iterator[Finding]:
    """The room for originals."""
    megabytes = free(_nearest_there(who.settings.data_dir)) // _MEGABYTE
    text = f"{megabytes:,} MB free; the originals of one session may take {who.settings.store_mb:,}"
    if megabytes < _SCARCE_MB:
        yield problem(text, "Free some space: what cannot be kept is not shortened.")
    elif megabytes < who.settings.store_mb:
        yield note(text, "Free some space, or allow sessions less with HEADROOM_STORE_MB.")
    else:
        yield ok(text)


def ledger(who: Patient) -> Iterator[Finding]:
    """The record of all sessions; LedgerError when it cannot be used."""
    path = who.settings.data_dir / FILE_NAME
    if not path.exists():
        yield ok("nothing is recorded yet")
        return
    with closing(Ledger(path)) as record:
        exchanges = sum(tally.exchanges for tally in record.totals().tallies)
    yield ok(f"{exchanges:,} requests recorded")


def estimates(who: Patient) -> Iterator[Finding]:
    """What saved tokens are reckoned with, model by model: what the provider's own counts have shown."""
    path = who.settings.data_dir / FILE_NAME
    scales: Mapping[str, Scale] = {}
    if path.exists():
        with closing(Ledger(path)) as record:
            scales = record.scales()
    known = sorted(((scale.counted, name, scale) for name, scale in scales.items() if scale.estimated), reverse=True)
    for _, name, scale in known[:_MODELS]:
        yield _estimate(name, scale)
    if not known:
        yield ok(f"Claude's within about {100 * tokens.error('claude'):.0f} %, OpenAI's exact; none is measured yet")


def _estimate(model: str, scale: Scale) -> Finding:
    if not scale.is_enough:
        few = f"{scale.counted:,} tokens measured, too few to go by"
        return ok(f"{model}: within about {_percent(model)}; {few}")
    error = max(1, round(100 * scale.error(model)))
    said = f"{model}: times {scale.ratio:.2f}, a turn within {error} %, from {scale.counted:,} tokens measured"
    odd = abs(scale.ratio - 1) > _ODD
    return note(said, "That is far from what we know of it; please report it.") if odd else ok(said)


def _percent(model: str) -> str:
    return f"{100 * tokens.error(model):.0f} %"


def store(who: Patient) -> Iterator[Finding]:
    """Whether the store gives back what it was given; StoreError when it cannot be used."""
    with _scratch(who.settings) as folder:
        url = who.settings.store or folders.store_url(folder, who.settings.store_mb)
        with closing(open_store(url)) as kept:
            kept.put(marker.key(_SAMPLE), _SAMPLE)
            same = kept.get(marker.key(_SAMPLE)) == _SAMPLE
    name = f"{url.partition(':')[0]} store"
    hint = "Name another one with HEADROOM_STORE, or none to use a folder of each session."
    yield ok(f"the {name} gives back what it is given") if same else problem(f"the {name} loses texts", hint)


@contextmanager
def _scratch(settings: Settings) -> Iterator[Path]:
    """A private folder like a session's, gone with the block; StoreError when it cannot be made."""
    folder = folders.create(settings.data_dir, f"doctor-{secrets.token_hex(4)}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exposed(home: Path) -> list[Path]:
    """What others could change, or, where content and figures are, read."""
    inside = [home / FILE_NAME, *(home / "sessions").glob("*")]
    open_ones = [path for path in inside if path.exists() and path.stat().st_mode & _ANYBODY]
    return ([home] if home.stat().st_mode & _OTHERS else []) + open_ones


def _nearest_there(path: Path) -> Path:
    return next(place for place in (path, *path.absolute().parents) if place.exists())
