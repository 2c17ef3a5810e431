"""Words of a text on a page: redlines from data, and the direction of a language."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from drafting.text import numbering

register = template.Library()

# Changes that leave every word as it was.
SLIGHT = ("punctuation", "typography")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@register.filter
def direction(language):
    """ "rtl" or "ltr", for the dir attribute of a text in `language`."""
    return "rtl" if str(language)[:2] in RIGHT_TO_LEFT else "ltr"


@register.filter
def printed(label, language):
    """A canonical label as a text in `language` prints it: "第三条", "المادة 3"; of a title, what it is."""
    return numbering.printed_label(label, language) or (_(label) if label else "")


@register.simple_tag
def redline(changes, kinds=()):
    """Draw [(op, words), …] with <ins> and <del>, and the hidden words that a screen reader needs.

    `kinds` says of each change what it is: one in punctuation or typography alone is marked as such.
    """
    kinds = [*kinds, *([""] * len(changes))]
    drawn = ((_drawn(op, words, kind),) for (op, words), kind in zip(changes, kinds, strict=False))
    return format_html_join("", "{}", drawn)


@register.simple_tag
def redline_old(changes, kinds=()):
    """The older side of a redline: what stayed and what went."""
    return redline(*_side(changes, kinds, "insert"))


@register.simple_tag
def redline_new(changes, kinds=()):
    """The newer side of a redline: what stayed and what came."""
    return redline(*_side(changes, kinds, "delete"))


def _side(changes, kinds, without):
    kinds = [*kinds, *([""] * len(changes))]
    kept = [(change, kind) for change, kind in zip(changes, kinds, strict=False) if change[0] != without]
    return [change for change, _kind in kept], [kind for _change, kind in kept]


def _drawn(op, words, kind):
    if op not in ("insert", "delete"):
        return format_html("{}", words) if words else mark_safe("")
    said = _("inserted:") if op == "insert" else _("deleted:")
    tag = "ins" if op == "insert" else "del"
    if kind not in SLIGHT:
        return format_html('<{0}><span class="vh">{1} </span>{2}</{0}>', tag, said, words)
    what = _("(punctuation only)") if kind == "punctuation" else _("(typography only)")
    drawn = '<{0} data-kind="{1}"><span class="vh">{2} {3} </span>{4}</{0}>'
    return format_html(drawn, tag, kind, what, said, words)
