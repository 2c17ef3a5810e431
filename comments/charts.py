"""Bars as SVG, drawn with attributes alone: our Content-Security-Policy allows no style inside a picture either."""

from xml.sax.saxutils import escape

WIDTH, ROW, LABEL, GAP = 720, 24, 170, 6
INKS = ("#1f4e79", "#3f7d4e", "#b3261e", "#8a6d00", "#6b4f9e", "#4a6572", "#a0522d")


def bars(title, rows, series):
    """An SVG of horizontal stacked bars. `rows` is [(label, [count of each series])], `series` their names."""
    most = max((sum(counts) for _label, counts in rows), default=0) or 1
    height = ROW * (len(rows) + 3) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    ]
    for n, (label, counts) in enumerate(rows):
        parts += _row(n * ROW + GAP, label, counts, most)
    parts += _legend(ROW * (len(rows) + 1), series)
    return "".join([*parts, "</svg>"])


def _row(y, label, counts, most):
    x = LABEL
    yield f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end" fill="#1a1a1a">{escape(str(label)[:26])}</text>'
    for n, count in enumerate(counts):
        width = (WIDTH - LABEL - 50) * count / most
        if count:
            yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{ROW - GAP}" fill="{INKS[n % len(INKS)]}"/>'
        x += width
    yield f'<text x="{x + 6:.1f}" y="{y + 14}" fill="#1a1a1a">{sum(counts)}</text>'


def _legend(y, series):
    x = LABEL
    for n, name in enumerate(series if len(series) > 1 else ()):
        width = 30 + 7 * len(str(name))
        if x + width > WIDTH:
            x, y = LABEL, y + ROW - GAP
        yield f'<rect x="{x}" y="{y}" width="12" height="12" fill="{INKS[n % len(INKS)]}"/>'
        yield f'<text x="{x + 16}" y="{y + 11}" fill="#1a1a1a">{escape(str(name))}</text>'
        x += width
