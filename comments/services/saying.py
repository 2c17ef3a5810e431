"""What a proposal asks for, in the four verbs of compilations: insert, delete, replace, and "to read"."""

from django.utils.translation import gettext as _

from drafting.text import verbs


def sentences_of(comment):
    """What a comment proposes, a sentence for each change."""
    return [_SAID[each.verb](each) for each in verbs.in_verbs(comment.base_words, comment.proposed_text)]


def _inserted(change):
    if not change.after:
        return _("insert “%(new)s” at the beginning") % {"new": change.new.strip()}
    return _("insert “%(new)s” after “%(after)s”") % {"new": change.new.strip(), "after": change.after}


_SAID = {
    verbs.INSERT: _inserted,
    verbs.DELETE: lambda change: _("delete “%(old)s”") % {"old": change.old.strip()},
    verbs.REPLACE: lambda change: (
        _("replace “%(old)s” with “%(new)s”") % {"old": change.old.strip(), "new": change.new.strip()}
    ),
    verbs.READ: lambda change: _("to read “%(new)s”") % {"new": change.new.strip()},
}
