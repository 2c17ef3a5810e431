"""What a proposal asks for, in the four verbs of compilations: insert, delete, replace, and "to read"."""

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from drafting.text import verbs
from drafting.text.sides import apart


def sentences_of(comment):
    """What a comment proposes, a sentence for each change."""
    return [_SAID[each.verb](each) for each in verbs.in_verbs(comment.base_words, comment.proposed_text)]


def _quoted(words):
    return apart(words, get_language_bidi())


def _inserted(change):
    if not change.after:
        return _("insert “%(new)s” at the beginning") % {"new": _quoted(change.new.strip())}
    return _("insert “%(new)s” after “%(after)s”") % {
        "new": _quoted(change.new.strip()),
        "after": _quoted(change.after),
    }


_SAID = {
    verbs.INSERT: _inserted,
    verbs.DELETE: lambda change: _("delete “%(old)s”") % {"old": _quoted(change.old.strip())},
    verbs.REPLACE: lambda change: (
        _("replace “%(old)s” with “%(new)s”")
        % {"old": _quoted(change.old.strip()), "new": _quoted(change.new.strip())}
    ),
    verbs.READ: lambda change: _("to read “%(new)s”") % {"new": _quoted(change.new.strip())},
}
