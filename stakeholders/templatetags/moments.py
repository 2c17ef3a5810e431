from django import template
from django.utils.html import format_html

from stakeholders import moments

register = template.Library()


@register.filter
def geneva(moment):
    """The moment in Geneva time, in a <time> that machines can read too."""
    return _time(moment, moments.in_geneva(moment)) if moment else ""


@register.filter
def utc(moment):
    return _time(moment, moments.in_utc(moment)) if moment else ""


@register.filter
def in_zone(moment, name):
    return _time(moment, moments.in_zone(moment, name)) if moment else ""


@register.filter
def day(moment):
    return _time(moment, moments.day(moment)) if moment else ""


@register.filter
def time_left(moment):
    return moments.time_left(moment) if moment else ""


def _time(moment, words):
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)
