"""How many tokens a text is, offline: o200k exactly, other families by a measured factor.

Law: counting is a pure function of the text and this release; it never asks a network. The factors
say how many tokens of a model family one o200k token is of what a compressor of that name takes off:
line numbers are other tokens than the lines. `tests/tools/calibrate.py` measures them against an offline
reconstruction of the Claude tokenizers.
"""

from __future__ import annotations

from collections.abc import Iterable

import toktok

_ENCODING = "o200k_base"
_DEFAULT = (1.24, 1.52)
_FACTORS = {
    "build": (1.25, 1.55),
    "config": (1.20, 1.47),
    "diff": (1.11, 1.34),
    "file_read": (0.99, 0.92),
    "html": (1.14, 1.38),
    "json": (1.20, 1.38),
    "listing": (1.21, 1.36),
    "lock": (1.20, 1.34),
    "log": (1.17, 1.44),
    "search": (1.36, 1.62),
    "seen": (1.24, 1.56),
    "table": (1.12, 1.39),
    "terminal": (1.18, 1.40),
    "test_output": (1.31, 1.72),
}
_CLAUDE_ERROR = 0.08  # how far what a block saved is off by these factors, in the mean over kinds
_FOREIGN_ERROR = 0.15  # of tokenizers that were not measured
_EXACT = ("gpt", "o1", "o3", "o4", "codex")  # of OpenAI, which counts in o200k
_NEWER_CLAUDE = ("claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-sonnet-5")
_NEWER_FAMILIES = ("claude-fable", "claude-mythos", "claude-haiku-5", "claude-opus-6", "claude-sonnet-6")


def count(text: str) -> int:
    """Tokens of `text` in o200k; a lone surrogate counts as the replacement character."""
    return count_many((text,))[0]


def count_many(texts: Iterable[str]) -> list[int]:
    """Tokens of each text, in order, in one call."""
    safe = [t.encode("utf-8", "replace").decode() for t in texts]
    counts: list[int] = toktok.batch_count(safe, _ENCODING, threads=1)
    return counts


def factor(model: str, kind: str = "") -> float:
    """Tokens of `model` per o200k token that was taken off content of `kind`; 1.0 for models that use o200k."""
    if "claude" not in model:
        return 1.0
    older, newer = _FACTORS.get(kind, _DEFAULT)
    return newer if _is_newer(model) else older


def error(model: str) -> float:
    """How far `factor` is off for a text of `model`, in the mean, as a share of its tokens."""
    if "claude" in model:
        return _CLAUDE_ERROR
    return 0.0 if model.rsplit("/", 1)[-1].startswith(_EXACT) else _FOREIGN_ERROR


def _is_newer(model: str) -> bool:
    return any(name in model for name in _NEWER_CLAUDE + _NEWER_FAMILIES)
