"""`headroom doctor`: what is wrong, what to do about it, and why nothing was compressed if nothing was.

Law: each problem has its next step beside it, and makes the exit code 1, so that a script can ask, too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from headroom_cli.cli import console
from headroom_cli.errors import HeadroomError

if TYPE_CHECKING:
    from rich.table import Table

    from headroom_cli.session.finding import Finding

    Findings = list[tuple[str, Finding]]

_EACH = "problems; the line below each says what to do."
_STYLES = {"ok": "green", "note": "yellow", "problem": "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings for programs.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Also try whether providers take connections.")] = False,
) -> None:
    """Check everything that can be wrong, and say what to do."""
    findings = _findings(online=online)
    healthy = all(finding.verdict != "problem" for _, finding in findings)
    if as_json:
        console.say(json.dumps({"version": 1, "healthy": healthy, "findings": _records(findings)}, indent=2))
    else:
        _show(findings)
    raise typer.Exit(0 if healthy else 1)


def _findings(*, online: bool) -> Findings:
    try:
        from headroom_cli.session import checkup  # noqa: PLC0415
    except ImportError as error:
        raise HeadroomError(f"a part of Headroom is missing: {error}", "Install Headroom again.") from error
    return list(checkup.examine(checkup.patient(online=online)))


def _records(findings: Findings) -> list[dict[str, str]]:
    return [{"check": name, **asdict(finding)} for name, finding in findings]


def _show(findings: Findings) -> None:
    console.show(_table(findings))
    console.show(_conclusion([finding for _, finding in findings]), gap=1)


def _table(findings: Findings) -> Table:
    table = console.table("", "", "", left=3, header=False)
    said = ""
    for name, finding in findings:
        verdict = console.styled(finding.verdict, _STYLES[finding.verdict])
        table.add_row(verdict, name if name != said else "", finding.text)
        if finding.hint:
            table.add_row("", "", console.styled(finding.hint, "dim"))
        said = name
    return table


def _conclusion(findings: Sequence[Finding]) -> str:
    count = Counter(finding.verdict for finding in findings)
    if problems := count["problem"]:
        return "1 problem; the line below it says what to do." if problems == 1 else f"{problems} {_EACH}"
    if notes := count["note"]:
        return f"Nothing is wrong; {'1 thing is' if notes == 1 else f'{notes} things are'} worth knowing."
    return "Nothing is wrong."


PLUGIN = doctor
