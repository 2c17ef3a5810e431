"""A receipt as a page to print: reference, times, hash, place in the chain, and how to check it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from compilation.papers import Paper
from compilation.writers import pdf
from stakeholders import moments


def pdf_of(submission):
    """The receipt of `submission` as the bytes of a PDF; in English where our font lacks the reader's script."""
    language = (get_language() or "en").partition("-")[0]
    language = language if language in ("en", "fr", "es", "ru") else "en"
    with override(language):
        return _pdf_in(language, submission)


def _pdf_in(language, submission):
    recipient = submission.recipient
    facts = [
        (_("Party"), recipient.organisation.name),
        (_("Declaration"), str(recipient.round.declaration)),
        (_("Round"), str(recipient.round)),
        (_("What was sent"), str(submission.get_kind_display())),
        (
            _("Received"),
            f"{moments.in_geneva(submission.received_at)} ({moments.in_utc(submission.received_at)})",
        ),
        (_("Minutes late"), str(submission.minutes_late)),
        ("SHA-256", submission.sha256),
    ]
    for receipt in submission.receipts.all():
        place = _("Place %(n)s in the chain") % {"n": receipt.position}
        said = f"{receipt.get_act_display()}, {moments.in_utc(receipt.at)}"
        facts.append((place, f"{said} · {receipt.link}"))
    made = Paper(_("Receipt %(reference)s") % {"reference": submission.reference}, None, language=language)
    made.say(_("This proves what was received, and when."))
    made.table((_("What"), _("As recorded")), facts, (1, 3))
    page = settings.BASE_URL + reverse("check")
    made.say(_("Anybody can check this receipt: %(page)s") % {"page": page})
    return pdf.write(made)
