"""A chart for notebooks without any other package: bands and medians over the years, as SVG."""

from __future__ import annotations

import math
from html import escape
from typing import Any, Mapping, Optional, Sequence, Tuple

from ._files import write_text

# Baseline grey, then scenarios; a band is the same colour, thinner.
_COLOURS = ("#6b6b6b", "#2166ac", "#d6604d", "#009e73")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 360, 64, 150, 40, 56


class Chart:
    """An SVG picture: a notebook shows it, save() writes it."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Chart, {len(self.svg)} bytes of SVG>"

    def save(self, path: str) -> None:
        """Write the picture to a file; OSError where it cannot be written."""
        write_text(path, self.svg)


def _ticks(low: float, high: float) -> "list[float]":
    step: float = 10.0 ** math.floor(math.log10((high - low) / 4 or 1.0))
    for factor in (1, 2, 5, 10):
        if (high - low) / (step * factor) <= 6:
            step *= factor
            break
    first = math.ceil(low / step)
    return [float(i * step) for i in range(first, math.floor(high / step) + 1)]


def _path(points: Sequence[Tuple[float, float]], close: bool = False) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if close else "")


def _spread(wanted: Sequence[float], least: float) -> "list[float]":
    """Heights of labels, moved down where two would overlap."""
    placed = dict(enumerate(wanted))
    below = -math.inf
    for i in sorted(placed, key=lambda k: wanted[k]):
        placed[i] = max(placed[i], below + least)
        below = placed[i]
    return [placed[i] for i in range(len(wanted))]


def fan(
    runs: Mapping[str, Any],
    key: str,
    index: str = "",
    years: Sequence[int] = tuple(range(2025, 2036)),
    title: Optional[str] = None,
    unit: str = "",
) -> Chart:
    """Median, 25-75 and 5-95 % bands of an outcome over the years.

    `runs` maps a name to a result; the first is drawn grey, as the baseline. What
    the outcome is by state or month has to be kept by the run.
    """
    if not 1 <= len(runs) <= len(_COLOURS):
        raise ValueError(f"give 1 to {len(_COLOURS)} runs")
    bands = {name: [s.quantiles(key, index, y) for y in years] for name, s in runs.items()}
    values = [v for rows in bands.values() for row in rows for v in row if v == v]
    if not values:
        raise ValueError(f"{key}: no future has a value in these years")
    low: float = min(values)
    high: float = max(values)
    low = 0.0 if 0.0 <= low < 0.5 * high else low
    high = high if high > low else low + 1.0

    def x_of(year: float) -> float:
        span = max(years[-1] - years[0], 1)
        return _LEFT + (year - years[0]) / span * (_WIDTH - _LEFT - _RIGHT)

    def y_of(value: float) -> float:
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    futures = next(iter(runs.values())).futures
    name_of_all = title or key + (f" [{index}]" if index else "")
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
           f'width="{_WIDTH}" role="img" aria-label="{escape(name_of_all, True)}" '
           'font-family="system-ui, sans-serif" font-size="13">',
           f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
           f'<text x="{_LEFT}" y="22" font-size="15">{escape(name_of_all)}'
           f'{escape(", " + unit) if unit else ""}</text>']
    for tick in _ticks(low, high):
        y = y_of(tick)
        svg.append(f'<path d="M{_LEFT},{y:.1f}H{_WIDTH - _RIGHT}" stroke="#e0e0e0"/>'
                   f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for year in years:
        if (year - years[0]) % max(1, math.ceil(len(years) / 8)) == 0:
            svg.append(f'<text x="{x_of(year):.1f}" y="{_HEIGHT - _BOTTOM + 20}" '
                       f'text-anchor="middle">{year}</text>')
    lines: "list[str]" = []  # medians lie over every band
    heights = _spread([y_of(rows[-1][2]) for rows in bands.values()], 16.0)
    for colour, height, (name, rows) in zip(_COLOURS, heights, bands.items()):
        whole = [(x_of(y), row) for y, row in zip(years, rows) if row[2] == row[2]]
        for i, j, shade in ((0, 4, 0.15), (1, 3, 0.3)):
            edge = [(x, y_of(row[j])) for x, row in whole]
            edge += [(x, y_of(row[i])) for x, row in reversed(whole)]
            svg.append(f'<path d="{_path(edge, True)}" fill="{colour}" fill-opacity="{shade}"/>')
        lines.append(f'<path d="{_path([(x, y_of(row[2])) for x, row in whole])}" fill="none" '
                     f'stroke="{colour}" stroke-width="2"/>'
                     f'<text x="{_WIDTH - _RIGHT + 8}" y="{height + 4:.1f}" '
                     f'fill="{colour}">{escape(name)}</text>')
    svg += lines
    svg.append(f'<text x="{_LEFT}" y="{_HEIGHT - 10}" fill="#555">Median, 25–75 and 5–95 % of '
               f'{futures:,} simulated futures; no forecast.</text></svg>')
    return Chart("\n".join(svg))
