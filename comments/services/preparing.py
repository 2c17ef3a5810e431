"""A delegation writes: drafts are saved often, by several people, and nothing typed is lost."""

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments import permissions
from comments.models import Clearance, Draft, Step
from drafting.services import Refused
from drafting.text import anchors
from stakeholders import clock

WRITABLE = ("type", "stance", "weight", "proposed_text", "explanation", "language", "publication")


class Conflict(Refused):
    """The copy that was sent is not the newest. `kept` is the draft as it stands; nothing was changed."""

    def __init__(self, kept):
        super().__init__(
            _("This draft was changed elsewhere since you opened it. Both texts are shown below.")
        )
        self.kept = kept


class Paused(Refused):
    """The delegation has paused its commenting; whoever clears goes on."""

    def __init__(self):
        super().__init__(
            _(
                "Your delegation has paused commenting. What you wrote is still in the form; nothing was saved."
            )
        )


def locate_words(entry, paragraph, quote, prefix="", suffix=""):
    """Find chosen words in a paragraph of `entry` and return their anchor as a dict of Draft fields.

    Raises Refused with a sentence that says what to do: the words are not there (with the nearest wording),
    stand there several times, or run over two paragraphs.
    """
    if entry is None or not quote.strip():
        return {"quote": "", "prefix": "", "suffix": "", "start": None, "end": None}
    found = entry.paragraph(paragraph)
    span = (found.start, found.end) if found else None
    located = anchors.locate(entry.text, quote, prefix, suffix, span)
    if located.status != "found":
        raise Refused(_not_found(located))
    anchor = anchors.anchor_at(entry.text, *located.spans[0])
    return {name: getattr(anchor, name) for name in ("quote", "prefix", "suffix", "start", "end")}


@transaction.atomic
def save_draft(
    recipient, ref, *, by, revision, entry=None, paragraph="", words=("", "", ""), question=None, **fields
):
    """Create or change the draft `ref` of `recipient` and return it.

    `revision` is the one the form was filled from (0: a new draft); if the draft has moved on and its content
    differs, Conflict is raised. `words` is (quote, prefix, suffix). `fields` are the party's own: see WRITABLE.
    """
    # The recipient's row is locked: two first saves of one draft must not both insert.
    Recipient.objects.select_for_update().get(pk=recipient.pk)
    draft = Draft.objects.filter(ref=ref).first()
    if draft is None:
        guard_one_reply(recipient, question, by)
        draft = Draft(ref=ref, recipient=recipient, author=by, entry=entry, question=question, revision=0)
        draft.paragraph = paragraph
    elif draft.recipient_id != recipient.pk:
        raise Refused(_("This draft belongs to another delegation."))
    guard_pause(recipient, by)
    wanted = _content(draft, words, fields)
    if draft.pk and all(getattr(draft, name) == value for name, value in wanted.items()):
        return draft
    if draft.revision != revision:
        raise Conflict(draft)
    for name, value in wanted.items():
        setattr(draft, name, value)
    draft.revision += 1
    is_new, was = draft.pk is None, draft.state
    draft.saved_at, draft.saved_by, draft.written_by = clock.now(), by, by
    if draft.is_verified:
        draft.state = Draft.State.SHARED  # nobody has verified these words
    draft.save()
    if is_new or draft.state != was:
        words = "" if is_new else _("Changed after it was verified")
        Step.objects.create(draft=draft, state=draft.state, by=by, at=draft.saved_at, words=words)
    recipient.reach(Recipient.State.AT_WORK)
    return draft


def guard_one_reply(recipient, question, by):
    """Raise Conflict where the delegation replies to `question` in a draft already: two replies would both be sent."""
    if question is None or by.is_drafter:
        return  # what came on paper stands beside what the party wrote itself
    other = Draft.objects.filter(recipient=recipient, question=question).to_submit().for_list().first()
    if other:
        raise Conflict(other)


@transaction.atomic
def discard_draft(draft, *, by):
    """Set a draft aside: it is not submitted, and stays with the delegation."""
    return set_state(draft, Draft.State.NOT_RETAINED, by)


@transaction.atomic
def retain_draft(draft, *, by):
    """Take a draft up again that was set aside."""
    return set_state(draft, Draft.State.DRAFT, by)


def set_state(draft, state, by, words=""):
    """Put a draft into a state of clearance, inside the caller's transaction, with a Step that says who and when."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.state, draft.saved_by, draft.saved_at = state, by, clock.now()
    draft.revision += 1
    draft.save(update_fields=["state", "saved_by", "saved_at", "revision"])
    Step.objects.create(draft=draft, state=state, by=by, at=draft.saved_at, words=words)
    return draft


def guard_pause(recipient, by):
    """Raise Paused where the delegation has paused its commenting and `by` is not one who clears."""
    if by.is_drafter:
        return  # what came on paper is entered whatever the delegation does inside
    if Clearance.of(recipient).is_paused and not permissions.may_clear(
        by.membership_of(recipient.organisation)
    ):
        raise Paused


def _content(draft, words, fields):
    wanted = {name: value for name, value in fields.items() if name in WRITABLE}
    wanted |= locate_words(draft.entry, draft.paragraph, *words)
    for name in ("proposed_text", "explanation"):
        wanted[name] = wanted.get(name, getattr(draft, name)).replace("\r\n", "\n")
    base = wanted["quote"] or draft.base_words if draft.entry_id or draft.entry else wanted["quote"]
    # The form begins with the current words: leaving them as they are proposes nothing.
    wanted["proposes"] = wanted["proposed_text"].strip() != base.strip() and _proposes(wanted, base)
    if not wanted["proposes"]:
        wanted["proposed_text"] = ""
    return wanted


def _proposes(wanted, base):
    return bool(wanted["proposed_text"].strip()) or (bool(base) and wanted["stance"] == "oppose")


def _not_found(located):
    if located.status == "crosses":
        return _("These words run over two paragraphs. Comment on each, or on the whole provision.")
    if located.status == "several":
        return _("These words stand there more than once. Add a word before or after them.")
    if located.suggestions:
        return _("These words are not in the paragraph. Did you mean “%(words)s”?") % {
            "words": located.suggestions[0]
        }
    return _("These words are not in the paragraph. Copy them from the text, or leave the field empty.")
