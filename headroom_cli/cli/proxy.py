"""`headroom proxy`: the proxy standing alone, a drop-in base URL for programs that are not wrapped."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from headroom_cli import settings
from headroom_cli.cli import console
from headroom_cli.cli._level import LevelOption

_GREETING = """\
Headroom serves at {url} until Ctrl-C.
  For a program that speaks to Anthropic: ANTHROPIC_BASE_URL={url}
  For a program that speaks to OpenAI:    OPENAI_BASE_URL={url}/v1
  The MCP server with headroom_retrieve:  {url}/mcp"""
_RETRIEVAL_HELP = (
    "How the model can call headroom_retrieve: offered and answered by the proxy, wherever there are tools (stream), "
    "through the program's MCP (mcp), or not at all, and then nothing is left out (none)."
)
_UPSTREAM_HELP = "Where all requests go that no other option sends elsewhere: a gateway, Azure, a model of your own."
_TOKEN_HELP = "The first part of every path, so that only programs that know it are served."  # noqa: S105 - no token


def proxy(  # noqa: PLR0913, PLR0917 - one for each option
    port: Annotated[int | None, typer.Option(help="Where to listen on 127.0.0.1; 0 for a free port.")] = None,
    token: Annotated[str, typer.Option(help=_TOKEN_HELP)] = "",
    retrieval: Annotated[Literal["stream", "mcp", "none"], typer.Option(help=_RETRIEVAL_HELP)] = "stream",
    level: LevelOption = None,
    upstream: Annotated[str | None, typer.Option(help=_UPSTREAM_HELP)] = None,
    anthropic_api_url: Annotated[str | None, typer.Option(help="Where requests for Anthropic go.")] = None,
    openai_api_url: Annotated[str | None, typer.Option(help="Where requests for OpenAI go.")] = None,
    gemini_api_url: Annotated[str | None, typer.Option(help="Where requests for Gemini go.")] = None,
) -> None:
    """Run the proxy alone until Ctrl-C, then say what was saved.

    Point a program at it with ANTHROPIC_BASE_URL=http://localhost:8787.
    """
    from headroom_cli.cli import _summary  # noqa: PLC0415
    from headroom_cli.session import standalone  # noqa: PLC0415

    named = {"anthropic": anthropic_api_url, "openai": openai_api_url, "gemini": gemini_api_url}
    urls = {f"{provider}_api_url": url or upstream for provider, url in named.items()}
    chosen = settings.load({"port": port, "level": level, **urls})
    summary = standalone.run(chosen, token=token, retrieval=retrieval, say=_greet)
    if summary and not chosen.quiet:
        _summary.render(summary)


def _greet(url: str) -> None:
    console.note(_GREETING.format(url=url))


PLUGIN = proxy
