"""A Corr. takes the place of the text in an open round, and everybody who was written to is told."""

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Round
from circulation.services.covers import tell_recipients
from drafting.models import Version
from drafting.services import Refused, issue_version
from stakeholders.records import record_save

RUNNING = (Round.State.ANNOUNCED, Round.State.OPEN)
_followers = []


def after_replacing(act, says):
    """Have `act(round, old)` done when a Corr. has replaced the version `old` in a round; rooms above register it.

    `says(round, corr)` yields sentences for the confirming page: what that act will do.
    """
    if (act, says) not in _followers:
        _followers.append((act, says))


def corrigendum_for(round):
    """The Corr. that has been frozen or issued for the text of a running round and does not stand in it, or None."""
    if round.state not in RUNNING or round.version_id is None:
        return None
    wanted = (Version.State.FROZEN, Version.State.ISSUED)
    return round.version.corrigenda.filter(state__in=wanted).order_by("number").last()


def consequences_of(round, corr):
    """Sentences: what the rooms above will do when `corr` replaces the text of `round`."""
    return [sentence for _act, says in _followers for sentence in says(round, corr)]


@transaction.atomic
def replace_text(round, *, by):
    """Put the frozen Corr. into a running round: it is issued, everything said is carried, every recipient is told.

    Returns the Corr. Raises Refused where the round is not running, or no Corr. of its text has been frozen.
    """
    round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("declaration", "version")
        .get(pk=round.pk)
    )
    corr = corrigendum_for(round)
    if corr is None:
        raise Refused(_("There is no Corr. of the text of this round."))
    if corr.state == Version.State.FROZEN:
        corr = issue_version(corr, by=by)
    old, round.version = round.version, corr
    record_save(
        round, by=by, reason=_("%(version)s takes the place of the text") % {"version": corr.full_name}
    )
    for act, _says in _followers:
        act(round, old)
    tell_recipients(
        round,
        f"corrigendum-{corr.pk}",
        lambda: _("Corr.%(n)d: %(round)s") % {"n": corr.corr, "round": round},
        lambda link: _announcement(corr, link),
        by=by,
    )
    return corr


def in_words(corr):
    """The corrections of a Corr., each as a sentence in the reader's language."""
    for label, _language, before, after in corr.corrected:
        where = {"label": label, "before": before, "after": after}
        if after:
            yield _("%(label)s: for “%(before)s” read “%(after)s”.") % where
        else:
            yield _("%(label)s: delete “%(before)s”.") % where


def _announcement(corr, link):
    return _(
        "The text of this round has been corrected, in these words and no others:\n\n%(words)s\n\n"
        "What you have drafted and submitted has been carried into the corrected text. "
        "The closing time has not changed.\n\n%(link)s"
    ) % {"words": "\n".join(in_words(corr)), "link": link}
