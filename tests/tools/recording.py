"""What every recorder does with what an agent sent: its makers' words exchanged for stand-ins, checked, written down.

Of each body only texts are exchanged: the vendor's own words for stand-ins of ours (the same for the same), ids
for zeros, paths for one made-up home. Spelling, order, white space, marks and the shapes of blocks stay as they
came. The body stands in its line as a string, so that none of that is lost.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from tests.e2e.project import Project
from tests.fakes.journal import Record
from tests.fakes.script import blocks_of

TARGET = Path(__file__).parents[1] / "e2e" / "recorded"
PROMPT = "Why do the orders fail? Look and repair."
_HOME = "/home/dev"
_KEPT_HEADERS = ("content-type", "user-agent", "anthropic-version", "anthropic-beta")
_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ASIDE = re.compile(r"<system-reminder>.*?</system-reminder>", re.DOTALL)
_STAND_IN = "(their words "
_OURS = "Orders."  # what our own server says of its tool
_DESCRIBING = ("description", "definition")


def material(root: Path) -> Project:
    """A home, and a folder with what the session looks at."""
    project = Project(root / "home", root / "shop")
    project.home.mkdir()
    project.folder.mkdir()
    rules = "\n\n".join(f"def rule_{n}(amount):\n    # Größe ≥ {n}\n    return amount * {n} / 7" for n in range(10))
    (project.folder / "rules.py").write_text(f"{rules}\n", "utf-8")
    (project.folder / "orders.json").write_text(json.dumps(list(map(_order, range(48))), ensure_ascii=False), "utf-8")
    (project.folder / "plan.png").write_bytes(_picture())
    (project.folder / "log.sh").write_text(
        'for n in $(seq 10 49); do printf "10:00:%s \\033[2mINFO\\033[0m id=%s took=3ms\\n" $n $((n*n)); done\n'
    )
    return project


def _order(n: int) -> dict[str, object]:
    note = "größe \u2028 日本" if n % 9 == 4 else ""
    return {"id": 700 + n, "state": "open" if n % 5 else "failed", "owner": f"team-{n % 3}", "note": note}


def _picture() -> bytes:
    """Four grey pixels as PNG."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x30\x60\0\x90\xc0")),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def write(name: str, records: Sequence[Record], root: Path, makers: Sequence[str]) -> None:
    """Write one recording; a word of `makers` or of this machine that is still in it stops the script."""
    stand_ins: dict[str, str] = {}
    TARGET.mkdir(exist_ok=True)
    with (TARGET / f"{name}.jsonl").open("w", encoding="utf-8") as file:
        for record in records:
            body = _checked(_exchanged(record.raw.decode(), stand_ins, root), (str(root), "system-reminder", *makers))
            headers = {k: v for k, v in record.headers.items() if k.lower() in _KEPT_HEADERS}
            line = {"method": record.method, "path": record.path, "headers": headers, "body": body}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _exchanged(raw: str, stand_ins: dict[str, str], root: Path) -> str:
    """A body without the vendor's words, ids and paths; `stand_ins` grows by what is new."""
    body = json.loads(raw)
    asides = (aside for text in _strings(_spoken(body)) for aside in _ASIDE.findall(text))
    for words, quote in (*((w, '"') for w in words_of_the_vendor(body)), *((a, "") for a in asides)):
        stand_in = stand_ins.setdefault(words, f"{_STAND_IN}{len(stand_ins)})")
        raw = raw.replace(f"{quote}{_spelled(words)}{quote}", f"{quote}{stand_in}{quote}")
    return _ID.sub(lambda found: re.sub(r"[0-9a-f]", "0", found[0]), raw.replace(str(root), _HOME))


def _checked(raw: str, strange: Iterable[str]) -> str:
    left = [w for w in words_of_the_vendor(json.loads(raw)) if not w.startswith(_STAND_IN)]
    left += [word for word in strange if word in raw]
    if left:
        raise SystemExit(f"still in the recording: {left}")
    return raw


def words_of_the_vendor(body: Any) -> Iterator[str]:
    """Every text of a request that the agent's makers wrote, whole, whatever API it is of."""
    yield from filter(None, (body.get("instructions"),))
    yield from _texts(body.get("system") or body.get("systemInstruction") or ())
    added = (message for message in _spoken(body) if message.get("type") == "additional_tools")
    yield from _descriptions([body.get("tools"), *added])
    for message in _spoken(body):
        if message.get("role") in {"system", "developer"}:
            yield from _texts(message)
        elif message.get("role") == "user":
            yield from (text for text in _texts(message) if text != PROMPT)


def _spoken(body: Any) -> list[dict[str, Any]]:
    return [*(body.get("messages") or body.get("input") or body.get("contents") or ())]


def _texts(said: Any) -> Iterator[str]:
    """The texts of a message or of its content."""
    if isinstance(said, dict):
        said = said.get("content") or said.get("parts") or ()
    yield from (block["text"] for block in blocks_of(said) if block.get("text"))


def _descriptions(part: Any) -> Iterator[str]:
    """What is said of tools and of everything in their schemas, but for our own server's."""
    if isinstance(part, dict):
        said = (part.get(key) for key in _DESCRIBING)
        yield from (text for text in said if isinstance(text, str) and text not in {"", _OURS})
    if isinstance(part, dict | list):
        yield from chain.from_iterable(map(_descriptions, part.values() if isinstance(part, dict) else part))


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        yield from chain.from_iterable(map(_strings, part.values() if isinstance(part, dict) else part))


def _spelled(text: str) -> str:
    """A text between the quotes, as JavaScript and Rust write it too."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
