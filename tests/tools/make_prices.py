"""Write headroom_cli/usage/prices.json anew from the package genai-prices.

    python -m venv /tmp/prices && /tmp/prices/bin/pip install genai-prices
    /tmp/prices/bin/python tests/tools/make_prices.py

Nothing at run time needs that package. A model that it does not know stops the script.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from genai_prices.data import providers
from genai_prices.types import ModelInfo, TieredPrices

TARGET = Path(__file__).parents[2] / "headroom_cli" / "usage" / "prices.json"
MODELS = {
    "anthropic": """
        claude-3-haiku claude-3-opus claude-3-5-haiku claude-3-5-sonnet claude-3-7-sonnet claude-sonnet-4 claude-opus-4
        claude-opus-4-1 claude-sonnet-4-5 claude-haiku-4-5 claude-opus-4-5 claude-opus-4-6 claude-sonnet-4-6
        claude-opus-4-7 claude-opus-4-8 claude-opus-5 claude-sonnet-5 claude-fable-5 claude-fable-5-1 claude-fable-5-2
        claude-mythos-5-2 claude-opus-5-5 claude-sonnet-5-5 claude-haiku-5-5
    """,
    "openai": """
        gpt-4o gpt-4o-mini gpt-4.1 gpt-4.1-mini gpt-4.1-nano o3 o3-mini o3-pro o4-mini codex-mini gpt-5 gpt-5-mini
        gpt-5-nano gpt-5-pro gpt-5-codex gpt-5.1 gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5.2 gpt-5.2-pro
        gpt-5.2-codex gpt-5.3-codex gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.4-pro gpt-5.5 gpt-5.5-pro gpt-5.6-luna
        gpt-5.6-sol gpt-5.6-terra gpt-6-astra gpt-6-luna gpt-6-sol gpt-6.1-sol gpt-6.1-terra
    """,
    "google": """
        gemini-2.0-flash gemini-2.0-flash-lite gemini-2.5-flash gemini-2.5-flash-lite gemini-2.5-pro gemini-3-flash
        gemini-3-pro gemini-3.1-flash-lite gemini-3.1-pro gemini-3.5-flash gemini-3.5-flash-lite gemini-3.6-flash
        gemini-3.7-flash gemini-3.8-flash gemini-4-argon
    """,
}
FIELDS = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache_read": "cache_read_mtok",
    "cache_write_5m": "cache_write_mtok",
    "cache_write_1h": "cache_write_1h_mtok",
}
KNOWN = {provider.id: provider.models for provider in providers}
NOW = datetime.now(UTC)


def model(provider: str, name: str) -> ModelInfo:
    """The entry for an API name; some are only known by the name of their preview."""
    for spelled in (name, f"{name}-preview"):
        for known in KNOWN[provider]:
            if known.is_match(spelled):
                return known
    raise SystemExit(f"genai-prices does not know {name} of {provider}")


def number(value: Decimal) -> float | int:
    return int(value) if value == int(value) else float(value)


def entry(info: ModelInfo) -> dict[str, Any]:
    """The prices of today by our names, dearer ones under the size of context above which they hold."""
    prices = info.get_prices(NOW)
    flat: dict[str, Any] = {}
    above: dict[str, dict[str, Any]] = {}
    for ours, theirs in FIELDS.items():
        price = getattr(prices, theirs, None)
        if isinstance(price, TieredPrices):
            flat[ours] = number(price.base)
            for tier in price.tiers:
                above.setdefault(str(tier.start), {})[ours] = number(tier.price)
        elif price is not None:
            flat[ours] = number(price)
    return flat | ({"above": above} if above else {})


def regional(name: str, flat: dict[str, Any]) -> dict[str, float]:
    """How much dearer the regional Bedrock form of a model is, when it is."""
    for known in KNOWN["aws"]:
        plain = known.id.removeprefix("regional.anthropic.")
        if plain != known.id and plain.removeprefix(name).lstrip("-0123456789v:") == "" and plain.startswith(name):
            ratio = round(entry(known)["input"] / flat["input"], 4)
            return {"regional": ratio} if ratio != 1 else {}
    return {}


def table() -> dict[str, dict[str, Any]]:
    found = {}
    for provider, names in MODELS.items():
        for name in names.split():
            flat = entry(model(provider, name))
            found[name] = flat | (regional(name, flat) if provider == "anthropic" else {})
    return found


def main() -> None:
    head = {"source": f"genai-prices {version('genai-prices')}", "date": NOW.date().isoformat()}
    lines = [f"  {json.dumps(k)}: {json.dumps(v)}," for k, v in (head | {"unit": "USD per million tokens"}).items()]
    models = ",\n".join(f"    {json.dumps(name)}: {json.dumps(prices)}" for name, prices in table().items())
    TARGET.write_text("\n".join(["{", *lines, '  "models": {', models, "  }", "}", ""]), "utf-8")


if __name__ == "__main__":
    main()
