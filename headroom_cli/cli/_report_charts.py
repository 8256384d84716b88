"""Charts as HTML and SVG, without script: drawn in shares of their box, labelled in text around it.

Law: whatever is named is escaped; a value below nothing hangs below the line, in another colour; what is
drawn can also be read, in a title or in a cell beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_HEIGHT = 100.0


def columns(values: Sequence[float], titles: Sequence[str], label: str) -> str:
    """A column a value; `titles` are what one reads on pointing at them."""
    top, bottom = max(0.0, *values), min(0.0, *values)
    scale = _HEIGHT / ((top - bottom) or 1.0)
    zero = top * scale
    drawn = "".join(
        f'<g><title>{escape(title)}</title><rect class="hit" x="{n}" y="0" width="1" height="{_HEIGHT:g}"/>'
        f'<rect class="{"cost" if value < 0 else "gain"}" x="{n + 0.1:g}" y="{min(zero, zero - value * scale):.2f}" '
        f'width="0.8" height="{abs(value) * scale:.2f}"/></g>'
        for n, (value, title) in enumerate(zip(values, titles, strict=True))
    )
    return _svg(
        len(values), f'{drawn}<line class="zero" x1="0" x2="{len(values)}" y1="{zero:.2f}" y2="{zero:.2f}"/>', label
    )


def line(values: Sequence[float], margins: Sequence[float], titles: Sequence[str], label: str) -> str:
    """A line with a band of `margins` on both sides of it."""
    upper = [value + margin for value, margin in zip(values, margins, strict=True)]
    lower = [value - margin for value, margin in zip(values, margins, strict=True)]
    top, bottom = max(0.0, *upper), min(0.0, *lower)
    scale = _HEIGHT / ((top - bottom) or 1.0)

    def path(heights: Iterable[tuple[int, float]]) -> str:
        return " ".join(f"{n + 0.5:g},{(top - height) * scale:.2f}" for n, height in heights)

    band = path([*enumerate(upper), *reversed(list(enumerate(lower)))])
    hits = "".join(
        f'<rect class="hit" x="{n}" y="0" width="1" height="{_HEIGHT:g}"><title>{escape(title)}</title></rect>'
        for n, title in enumerate(titles)
    )
    drawn = (
        f'<polygon class="band" points="{band}"/><polyline class="line" points="{path(enumerate(values))}"/>'
        f"{_zero(len(values), top * scale)}{hits}"
    )
    return _svg(len(values), drawn, label)


def framed(chart: str, top: str, first: str, last: str) -> str:
    """A chart with what its top stands for, and where its time begins and ends."""
    ends = "".join(f"<span>{escape(end)}</span>" for end in (first, last))
    return f'<p class="top">{escape(top)}</p>{chart}<p class="ends">{ends}</p>'


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> str:
    """Words first, then figures, then a bar of each row's share, which may be below nothing."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}<td>{_bar(share)}</td></tr>"
        for row, share in zip(rows, shares, strict=True)
    )
    return f'<div class="wide"><table><tr>{head}<th></th></tr>{body}</table></div>'


def _bar(share: float) -> str:
    kind = "cost" if share < 0 else "gain"
    return f'<div class="bar {kind}" style="width:{min(1.0, abs(share)):.1%}"></div>'


def _zero(width: int, height: float) -> str:
    return f'<line class="zero" x1="0" x2="{width}" y1="{height:.2f}" y2="{height:.2f}"/>'


def _svg(width: int, drawn: str, label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {_HEIGHT:g}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{drawn}</svg>'
    )
