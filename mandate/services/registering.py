"""Sources by their symbols: what is cited and registered, and what is cited and was never registered."""

import re

from django.utils.text import slugify

from mandate import symbols
from mandate.models import Source


def unused_slug(words, model=Source, most=70):
    """An address for a row of `model` made of `words`, that no other row has."""
    base = slugify(re.sub(r"[/.()]", "-", words))[:most].strip("-") or "source"
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbers) if slug not in taken)


def sources_cited(text):
    """The registered sources whose symbols stand in `text`, in the order of their first mention; one query."""
    cited = list(dict.fromkeys(symbol for _start, _end, symbol in symbols.cited_in(text)))
    found = {source.symbol: source for source in Source.objects.filter(symbol__in=cited)} if cited else {}
    return [found[symbol] for symbol in cited if symbol in found]


def cited_unregistered(texts):
    """{symbol: [place, …]} of the symbols in `texts`, pairs (place, text), that no source has; one query."""
    places = {}
    for place, text in texts:
        for _start, _end, symbol in symbols.cited_in(text):
            where = places.setdefault(symbol, [])
            if place not in where:
                where.append(place)
    known = set(Source.objects.filter(symbol__in=places).values_list("symbol", flat=True))
    return {symbol: places[symbol] for symbol in sorted(places) if symbol not in known}
