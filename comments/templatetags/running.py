"""A bracket of the running text, read as one sentence."""

from django import template

from comments.services.running import reading_of

register = template.Library()


@register.simple_tag
def reading(edit, base):
    return reading_of(edit, base)
