"""Secrets are masked before anything is shown, written or sent.

Law: what looks like a key, a password or a token becomes `***`; rather too much than too little.
"""

from __future__ import annotations

import re

MASK = "***"
_NAMED = r"[\w.-]*(?:api[_-]?key|auth|credential|passphrase|passw(?:or)?d|pwd|private[_-]?key|secret|token)[\w.-]*"
_FORMS = (
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?"),
    re.compile(r"\b(?:sk|pk|rk|whsec)[-_](?:[A-Za-z]+[-_])*[A-Za-z0-9_-]{12,}"),
    re.compile(r"\b(?:gh[opsur]_|github_pat_|glpat-|xox[abprs]-|npm_|pypi-|dop_v1_|hf_|AIza|ya29\.)[\w-]{10,}"),
    re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b"),
)
_AFTER = (
    re.compile(
        rf"(?i)(?<![\w-])({_NAMED}[\"']?\s*(?:=|:\s?)\s*)(?!(?:bearer|basic)\b)(\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'&;|]+)"
    ),
    re.compile(rf"(?i)(--{_NAMED}(?:=|\s+))(\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'&;|]+)"),
    re.compile(r"(?i)(\b(?:bearer|basic)\s+)([\w.~+/=-]{8,})"),
    re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)([^\s/@]+)(?=@)"),
    re.compile(r"(\s(?:-u|--user)[ =]['\"]?[\w.@-]+:)([^\s'\"]+)"),
)
_LONG = re.compile(r"(?<![\w/.-])(?=[\w+=-]*\d)(?=[\w+=-]*[A-Z])(?=[\w+=-]*[a-z])[\w+=-]{32,}(?![\w/.])")


def mask(text: str) -> str:
    """The text with everything masked that looks like a secret."""
    for form in _FORMS:
        text = form.sub(MASK, text)
    for form in _AFTER:
        text = form.sub(rf"\g<1>{MASK}", text)
    return _LONG.sub(MASK, text)
