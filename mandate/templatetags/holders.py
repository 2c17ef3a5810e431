"""Who did it, by the name and office of then."""

from django import template

from mandate import services

register = template.Library()


@register.simple_tag
def named_then(user, when, terms):
    """Whoever acted at that moment, as the mandate's `terms` (see `services.terms_of`) name them; no query."""
    return services.named_then(user, when, terms)


@register.simple_tag
def office_then(user, when, terms):
    """The office of whoever acted, where a page names no person."""
    return services.office_then(user, when, terms)
