"""Symbols in any text become links to the source."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mandate import symbols
from mandate.models import Source

register = template.Library()


@register.simple_tag(takes_context=True)
def cited(context, text):
    """`text` with each registered symbol in it as a link. One query a page, and none where no symbol stands."""
    if isinstance(text, SafeString):  # drawn already: what looks like a symbol may be inside a tag
        return text
    text = str(text or "")
    found = symbols.cited_in(text)
    if not found:
        return text
    addresses = _addresses(context)
    pieces, end = [], 0
    for start, stop, symbol in found:
        if symbol in addresses:
            link = format_html('<a href="{}"><bdi>{}</bdi></a>', addresses[symbol], symbol)
            pieces += [(text[end:start],), (link,)]
            end = stop
    return format_html_join("", "{}", [*pieces, (text[end:],)])


def _addresses(context):
    """{symbol: address} of every source, kept for the page."""
    request = context.get("request")
    kept = getattr(request, "_sources", None)
    if kept is None:
        rows = Source.objects.exclude(symbol="").only("symbol", "slug")
        kept = {source.symbol: source.get_absolute_url() for source in rows}
        if request is not None:
            request._sources = kept
    return kept
