"""Before anything becomes public somebody goes through it; what must not be read is taken out, and its party told."""

import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.services.covers import tell_recipients
from comments.models import Comment, Redaction, Screening
from comments.models.anchored import Publication
from comments.services.publishing_files import are_files_screened
from drafting.services import Refused
from stakeholders import clock
from stakeholders.records import record_save

# What a reader of thousands would overlook: addresses, numbers to call, links, identity numbers.
SUSPECT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+|00)\d[\d ()/-]{6,}\d|https?://\S+|\b[A-Z]{1,2}\d{6,}\b"
)


def to_screen(round):
    """The comments of `round` that would become public, in text order."""
    return Comment.objects.in_round(round).standing().exclude(publication=Publication.WITHHELD).for_list()


def to_look_at(round):
    """Those of `to_screen` that hold words that may name or reach a person, wherever in the list they stand."""
    rows = to_screen(round).order_by().values_list("pk", "explanation", "proposed_text")
    found = [pk for pk, *texts in rows.iterator() if any(map(SUSPECT.search, texts))]
    return to_screen(round).filter(pk__in=found)


def suspect_words(comment):
    """Words of `comment` that may name or reach a person: [(field, words)]."""
    fields = (Redaction.Field.EXPLANATION, Redaction.Field.PROPOSED)
    return [(field, found) for field in fields for found in SUSPECT.findall(getattr(comment, field))]


@transaction.atomic
def redact(comment, *, field, words, reason, by):
    """Take `words` out of one field of `comment` in every output, and tell its party at once. Returns the Redaction.

    The row that all pages and files read is rewritten; the original stays sealed under its hash in the submission,
    which only its party and the drafters read. Raises Refused where the words do not stand there, or without a reason.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    words, text = words.strip(), getattr(comment, Redaction.Field(field))
    if not reason.strip():
        raise Refused(_("Give the reason: the party reads it, and it stands in the place of the words."))
    if not words or words not in text:
        raise Refused(_("These words do not stand there. Copy them exactly."))
    redaction = Redaction.objects.create(
        comment=comment, field=field, length=len(words), reason=reason.strip(), by=by, at=clock.now()
    )
    mark = _("[redacted: %(reason)s]") % {"reason": reason.strip()}
    setattr(comment, field, text.replace(words, mark))
    record_save(comment, by=by, reason=_("Redacted: %(reason)s") % {"reason": reason.strip()}, fields=[field])
    _tell(comment, redaction, by)
    return redaction


@transaction.atomic
def pass_screening(round, *, by):
    """Say that one has gone through all that becomes public of `round` now.

    Raises Refused while nothing was said of a file: passed as received, redacted, or withheld.
    """
    if not are_files_screened(round):
        raise Refused(
            _("Say of each file first what becomes public: it as received, a redacted copy, or nothing.")
        )
    return Screening.objects.create(round=round, comments=to_screen(round).count(), by=by, at=clock.now())


def is_screened(round):
    """Whether everything that would become public has been gone through since it came."""
    if round.publication == round.Publication.NEVER:
        return True
    if not are_files_screened(round):
        return False
    last = round.screenings.order_by("-pk").first()
    if last is None:
        return not to_screen(round).exists()
    return not to_screen(round).filter(received_at__gt=last.at).exists()


def _tell(comment, redaction, by):
    round = comment.round
    link = settings.BASE_URL + comment.get_absolute_url()
    tell_recipients(
        round,
        f"redaction-{redaction.pk}",
        lambda: _("Words of %(ref)s will not be published") % {"ref": comment.ref},
        lambda _workspace: (
            _(
                "Before your comment %(ref)s is published, words of its %(field)s were taken out. "
                "Reason: %(reason)s\n\n"
                "The original stays sealed under its hash; you can download it with your receipt.\n\n%(link)s"
            )
            % {
                "ref": comment.ref,
                "field": redaction.get_field_display(),
                "reason": redaction.reason,
                "link": link,
            }
        ),
        recipients=round.recipients.filter(organisation=comment.organisation_id),
        by=by,
    )
