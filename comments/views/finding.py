"""From an address to a row, through what the reader may see; whatever they may not see is not found."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from circulation.models import Recipient, Round
from comments import permissions
from comments.models import Comment, Draft
from comments.services import reading
from drafting.models import Declaration, Version
from drafting.text import numbering


def declaration_for(user, slug):
    return get_object_or_404(Declaration.objects.visible_to(user).select_related("mandate"), slug=slug)


def version_for(user, slug, number):
    versions = Version.objects.visible_to(user).select_related("declaration", "frozen_by", "issued_by")
    return get_object_or_404(versions, declaration__slug=slug, number=number)


def round_for(user, slug, number):
    rounds = Round.objects.visible_to(user).select_related(
        "declaration", "version__declaration", "questionnaire__mandate"
    )
    return get_object_or_404(rounds, declaration__slug=slug, number=number)


def workspace_for(user, slug, number, code):
    """The recipient that `user` acts for at this address, and the membership; a stranger's is not found."""
    recipients = Recipient.objects.of(user).select_related(
        "round__declaration", "round__version__declaration", "round__questionnaire__mandate", "organisation"
    )
    recipient = get_object_or_404(
        recipients,
        round__declaration__slug=slug,
        round__number=number,
        round__in=Round.objects.announced().values("pk"),
        organisation__code=code,
    )
    return recipient, user.membership_of(recipient.organisation)


def draft_for(user, recipient, ref):
    """The draft of that ref in `recipient`'s workspace, or None; another delegation's is not found."""
    draft = Draft.objects.for_list().filter(ref=ref).first()
    if draft and draft.recipient_id != recipient.pk:
        raise Http404
    return draft


def comment_for(user, slug, ref):
    """By its number as `user` reads it; the one without a name leads everybody who may read it there."""
    comments = Comment.objects.for_reader(user).filter(Q(shown_number=ref) | Q(public_ref=ref))
    return get_object_or_404(comments, round__declaration__slug=slug)


def is_told(user, comment):
    """Whether `user` reads what a party is told of its comment: that party, and those who draft."""
    if permissions.may_see_all_submissions(user):
        return True
    return user.is_authenticated and user.membership_of(comment.organisation) is not None


def entry_for(version, place, language):
    entries = version.entries.in_language(language).select_related(
        "record", "provision", "version__declaration"
    )
    return get_object_or_404(entries, slug=place)


def paragraph_for(entry, slug):
    """The paragraph of `entry` whose address ends in `slug`."""
    for paragraph in entry.paragraphs:
        if paragraph.label and numbering.paragraph_slug(paragraph.label) == slug:
            return paragraph
    raise Http404


def language_for(request, version):
    """The language of the text to show: asked for by ?text=, else the original."""
    asked = request.GET.get("text", "")
    known = reading.languages_of(version.pk, version.sha256) if asked else ()
    if asked and asked not in known:
        known = version.languages  # a translation may have been brought since
    return asked if asked in known else version.language
