"""Words of a text on a page: redlines from data, and the direction of a language."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@register.filter
def direction(language):
    """ "rtl" or "ltr", for the dir attribute of a text in `language`."""
    return "rtl" if str(language)[:2] in RIGHT_TO_LEFT else "ltr"


@register.simple_tag
def redline(changes):
    """Draw [(op, words), …] with <ins> and <del>, and the hidden words that a screen reader needs."""
    return format_html_join("", "{}", ((_drawn(op, words),) for op, words in changes))


@register.simple_tag
def redline_old(changes):
    """The older side of a redline: what stayed and what went."""
    return redline([change for change in changes if change[0] != "insert"])


@register.simple_tag
def redline_new(changes):
    """The newer side of a redline: what stayed and what came."""
    return redline([change for change in changes if change[0] != "delete"])


def _drawn(op, words):
    if op == "insert":
        return format_html('<ins><span class="vh">{} </span>{}</ins>', _("inserted:"), words)
    if op == "delete":
        return format_html('<del><span class="vh">{} </span>{}</del>', _("deleted:"), words)
    return format_html("{}", words) if words else mark_safe("")
