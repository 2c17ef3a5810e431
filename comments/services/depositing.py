"""What came by e-mail, letter or note verbale, or as a paper: kept as received, its rows placed, then entered."""

import uuid
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from circulation.services.covers import tell_recipients
from comments.intake import Unreadable
from comments.intake.places import EXACTLY, OPEN
from comments.models import Deposit, Draft, Submission
from comments.models.anchored import Publication
from comments.services.carrying import carry_comments
from comments.services.enclosing import enclosed_in
from comments.services.intake import draft_of_row, finder_for, finder_of, placed_at, read_form
from comments.services.preparing import locate_words
from comments.services.submitting import minutes_late, receive
from drafting.models import Version
from drafting.services import Refused
from stakeholders import clock
from stakeholders.queue import fair_turn


@transaction.atomic
def keep_deposit(recipient, *, name, content, channel, reference, received_at, by, words="", replies=None):
    """Keep what came as it was received, with a place for each row of a form, and return the Deposit.

    Nothing is submitted yet. `received_at` (aware) is the date of receipt, which decides lateness. A paper, and a
    file that is no form, is kept whole and has no rows; `words` become its first passage, on the whole text.
    To a questionnaire `replies` are {letter: text}, each a passage that replies to that question.
    Raises Refused.
    """
    if received_at > clock.now():
        raise Refused(_("The date of receipt is not in the future."))
    if not content or not reference.strip():
        raise Refused(_("The file as it was received and its reference are needed."))
    minutes_late(recipient, received_at)
    kind, rows, language = _rows(recipient, channel, name, content, by)
    if kind == Deposit.Kind.FORM and not rows and not words.strip():
        raise Refused(_("Nothing is filled in in this file."))
    deposit = Deposit(
        recipient=recipient,
        kind=kind,
        name=name[:200],
        content=content,
        sha256=sha256(content).hexdigest(),
        rows=rows,
        language=language,
        channel=channel,
        reference=reference.strip(),
        received_at=received_at,
        brought_by=by,
    )
    if words.strip():
        deposit.rows.append(_passage(deposit, words, "", by))
    for letter, text in (replies or {}).items():
        if text.strip():
            deposit.rows.append(_passage(deposit, text, letter, by))
    deposit.save()
    return deposit


@transaction.atomic
def add_passage(deposit, *, words, place, by, quote=""):
    """Add a passage of what came, placed by hand ("article-2", "article-2/1", "" for the whole text), and there on
    the words `quote` if they are given; returns its number.

    It may be added after the rest was entered too. Raises Refused.
    """
    deposit = _locked(deposit)
    _guard_open(deposit)
    if not words.strip():
        raise Refused(_("Copy the words of the passage first."))
    row = _passage(deposit, words, place, by)
    if quote.strip():
        row["words"] = _words_at(deposit.recipient, row, quote)
    deposit.rows.append(row)
    deposit.save(update_fields=["rows"])
    return row["number"]


@transaction.atomic
def drop_passage(deposit, number, *, by):
    """Take a passage back that was added by hand and is not entered yet. What a form says is never left out."""
    deposit = _locked(deposit)
    found = next((row for row in deposit.unsent if row["number"] == number and row.get("ref")), None)
    if found is None:
        raise Refused(_("Only a passage that was added by hand and is not entered yet can be taken back."))
    deposit.rows.remove(found)
    deposit.save(update_fields=["rows"])


def enter_deposit(deposit, *, by):
    """Submit the rows of `deposit` that are not part of a submission yet, and return the Submission.

    Rows without a place become comments on the whole text. What the party has submitted itself stands beside
    them. Passages added later make a submission of their own with the date of the first: the deposit as it was
    entered before stays with that one. Raises Refused.
    """
    with fair_turn(), transaction.atomic():
        recipient = (
            Recipient.objects.select_for_update(of=("self",))
            .select_related("round__declaration", "round__version", "organisation")
            .get(pk=deposit.recipient_id)
        )
        deposit = _locked(deposit)
        _guard_open(deposit)
        if not deposit.unsent:
            raise Refused(_("Nothing is placed yet: add a passage and say where it belongs."))
        before = deposit.submission
        late = before.minutes_late if before else minutes_late(recipient, deposit.received_at)
        if before:
            deposit.pk, deposit.ref, deposit.submission = None, uuid.uuid4(), None
            deposit.confirmed_at, deposit.answered_by, deposit.correction = None, None, ""
        deposit.submission = _receive(
            recipient, _drafts(deposit, recipient, by), by, deposit.received_at, late
        )
        deposit.entered_by, deposit.entered_at = by, clock.now()
        if deposit.is_own:
            deposit.answered_by, deposit.confirmed_at = by, deposit.entered_at
        deposit.save()
        _carry(recipient.round)
        if not deposit.is_own:
            _ask_to_confirm(recipient, deposit.submission)
        return deposit.submission


@transaction.atomic
def set_deposit_aside(deposit, *, reason, by):
    """Set aside what was brought and is not entered (twice brought, another party's); file and reason are kept."""
    deposit = _locked(deposit)
    _guard_open(deposit)
    if deposit.submission_id:
        raise Refused(_("It has been entered; only the party can withdraw it."))
    if not reason.strip():
        raise Refused(_("Say why: the reason stays on the record."))
    deposit.set_aside_reason, deposit.set_aside_at, deposit.set_aside_by = reason.strip(), clock.now(), by
    deposit.save(update_fields=["set_aside_reason", "set_aside_at", "set_aside_by"])
    return deposit


@transaction.atomic
def answer_deposit(deposit, *, by, correction=""):
    """The party confirms what was entered for it, or says what is wrong; either stays on the record."""
    deposit = Deposit.objects.select_for_update(of=("self",)).get(pk=deposit.pk)
    if deposit.confirmed_at:
        raise Refused(_("This was confirmed already."))
    deposit.answered_by, deposit.correction = by, correction.strip()
    deposit.confirmed_at = None if deposit.correction else clock.now()
    deposit.save(update_fields=["answered_by", "correction", "confirmed_at"])
    return deposit


def _rows(recipient, channel, name, content, by):
    """(kind, rows, language) of a file: of a letter in Word, as of a paper, no paragraph is taken for a row of ours."""
    if channel == Deposit.Channel.PAPER or recipient.round.questionnaire:
        return Deposit.Kind.PAPER, [], ""
    try:
        read = read_form(recipient, name, content, by=by, save=False)
    except Unreadable:
        return Deposit.Kind.PAPER, [], ""
    is_letter = read.kind == Deposit.Kind.TEXT and all(row["how"] == OPEN for row in read.rows)
    if is_letter or read.kind == Deposit.Kind.CLEARANCE:
        return Deposit.Kind.PAPER, [], ""
    return read.kind, read.rows, read.language


def _passage(deposit, words, place, by):
    slug, paragraph = placed_at(deposit.recipient, place)
    return {
        "number": max((row["number"] for row in deposit.rows), default=0) + 1,
        "table": 0,
        "row": 0,
        "cells": {"comment": words.strip()},
        "extra": {},
        "origin": None,
        "ref": str(uuid.uuid4()),
        "slug": slug,
        "paragraph": paragraph,
        "how": EXACTLY,
        "mended": str(by),
    }


def _words_at(recipient, row, quote):
    """[quote, prefix, suffix] of chosen words in the place of a row, as a draft keeps them. Raises Refused."""
    entry = next((each for each in finder_for(recipient).entries if each.slug == row["slug"]), None)
    if entry is None:
        raise Refused(_("Choose the provision in which these words stand."))
    found = locate_words(entry, row["paragraph"], quote)
    return [found["quote"], found["prefix"], found["suffix"]]


def _locked(deposit):
    deposits = Deposit.objects.select_for_update(of=("self",))
    return deposits.select_related("recipient__round", "submission", "brought_by").get(pk=deposit.pk)


def _guard_open(deposit):
    if deposit.set_aside_at:
        raise Refused(_("It was set aside. Bring it again if it is to be entered after all."))
    if deposit.recipient.round.is_published:
        raise Refused(_("The answers of this round are published; what comes now belongs to the next."))
    if deposit.submission_id and (hasattr(deposit.submission, "superseded_by") and _has_gone_on(deposit)):
        raise Refused(_("This was entered again since: add the passage there."))
    if deposit.submission_id and deposit.submission.withdrawn_at:
        raise Refused(_("This submission does not stand any more."))


def _has_gone_on(deposit):
    """Whether passages were added to it later, so that a newer row stands for the same file."""
    return Deposit.objects.filter(
        recipient=deposit.recipient, sha256=deposit.sha256, reference=deposit.reference, pk__gt=deposit.pk
    ).exists()


def _receive(recipient, drafts, by, received_at, late):
    """Submit `drafts` beside what the party has sent itself: its comments, replies, files and its choice stand."""
    own = Draft.objects.filter(recipient=recipient, comment__withdrawn_at=None).exclude(comment=None)
    own = own.exclude(pk__in=[draft.pk for draft in drafts])
    standing = recipient.submissions.standing().first()
    return receive(
        recipient,
        Submission.Kind.COMMENTS,
        [*own.for_list(), *drafts],
        by,
        received_at,
        late,
        enclosed_in(standing),
        publication=standing.publication if standing else Publication.PUBLIC,
    )


def _drafts(deposit, recipient, by):
    """The drafts of the rows that are not part of a submission yet; each row keeps the one it became."""
    known = {entry.slug: entry for entry in finder_of(deposit).entries}
    drafts = []
    for row in deposit.unsent:
        draft = draft_of_row(deposit, row, known.get(row["slug"]), by)
        row["draft"] = str(draft.ref)
        drafts.append(draft)
    return drafts


def _carry(round):
    """A passage placed late is carried into the versions that were frozen meanwhile, as the others were."""
    if round.version_id:
        later = Version.objects.filter(declaration=round.declaration, number__gt=round.version.number)
        for version in later.order_by("number"):
            carry_comments(version)


def _ask_to_confirm(recipient, submission):
    link = settings.BASE_URL + submission.get_absolute_url()
    tell_recipients(
        recipient.round,
        f"deposit-{submission.pk}",
        lambda: _("Entered for you: please confirm %(reference)s") % {"reference": submission.reference},
        lambda _workspace: (
            _(
                "The secretariat has entered what your delegation sent outside this site. Please confirm it, or say "
                "what is wrong:\n\n%(link)s"
            )
            % {"link": link}
        ),
        recipients=recipient.round.recipients.filter(pk=recipient.pk),
    )
