"""Secrets never come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.learn.mask import MASK, mask

SECRET = "Zq8RwT4kLmN2pV6xYb1c"


@pytest.mark.parametrize(
    "text",
    [
        f"export API_KEY={SECRET}",
        f"DB_PASSWORD='{SECRET}' make",
        f"curl -H 'Authorization: Bearer {SECRET}' https://x.y",
        f'curl -H "Authorization: Basic {SECRET}" https://x.y',
        f"git clone https://me:{SECRET}@github.com/x/y",
        f"psql postgres://app:{SECRET}@db/x",
        f"curl -u me:{SECRET} https://x.y",
        f"tool --api-key {SECRET} run",
        f"tool --password={SECRET}",
        f'{{"client_secret": "{SECRET}"}}',
        f"sk-ant-api03-{SECRET}",
        f"ghp_{SECRET}{SECRET}",
        f"xoxb-{SECRET}",
        f"AKIA{SECRET.upper()}",
        f"eyJhbGciOiJIUzI1NiJ9.{SECRET}.{SECRET}",
        f"echo {SECRET}{SECRET}",
        f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}\n-----END RSA PRIVATE KEY-----",
    ],
)
def test_what_looks_like_a_secret_is_masked(text):
    assert SECRET not in mask(text)
    assert SECRET.upper() not in mask(text)
    assert MASK in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "pytest -q tests/test_tokens.py",
        "python3 -m unittest discover -s tests",
        "git log --oneline 3f2b8c1d4e5f60718293a4b5c6d7e8f901234567",
        "cat src/components/AuthenticationProviderWithTokens.tsx",
        "grep -rn 'token' src",
        "npm run build -- --mode production",
        "ls /home/me/.cache/claude/5f0c1d2e-0000-4000-8000-000000000001",
        "https://example.com/a/b?page=2",
    ],
)
def test_ordinary_commands_stay(text):
    assert mask(text) == text


@given(st.text())
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)
