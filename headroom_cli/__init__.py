"""Headroom: a coding agent behind a local proxy that says the same to the provider in fewer tokens."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headroom_cli.library import compress as compress

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`compress`, loaded when it is asked for: every command imports this package and most do not need it."""
    if name != "compress":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from headroom_cli.library import compress  # noqa: PLC0415

    return compress
