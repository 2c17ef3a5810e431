"""By contributor: each party's reply under its name as received, in alphabetical order; late ones in an Addendum."""

from django.utils.translation import gettext as _

from comments.models import Submission
from comments.models.naming import Unnamed
from comments.services.publishing_files import files_in
from compilation.layouts.parts import by_group, comments_of, on_time, paper_of, say_comment
from compilation.papers import Run
from stakeholders import moments


def paper(round, user, now):
    """The comments of `round` that `user` may read, party by party."""
    made = paper_of(round, _("Compilation of comments by contributor: %(round)s") % {"round": round}, now)
    timely, late = on_time(comments_of(round, user))
    made.say(
        _("On: %(text)s.") % {"text": round.subject_name},
        number="1.",
    )
    made.say(
        _("The replies stand as they were received, in the order of the text. Closed: %(when)s.")
        % {"when": moments.in_geneva(round.closes_at)},
        number="2.",
    )
    beside = _beside(round, user)
    _replies(made, timely, [each for each in beside if not each.minutes_late], level=1)
    _without_comments(made, round, user)
    beside_late = [each for each in beside if each.minutes_late]
    if late or beside_late:
        made.heading(_("Addendum: replies received after the closing time"))
        _replies(made, late, beside_late, level=2)
    return made


def _beside(round, user):
    """The standing submissions of `round` of which `user` may read what goes beside the comments."""
    found = Submission.objects.readable_by(user).standing().filter(recipient__round=round)
    found = found.filter(kind=Submission.Kind.COMMENTS).select_related("recipient__organisation")
    files = files_in(found, user)
    for each in found:
        each.listed = files.get(each.pk, [])
    return [each for each in found if each.replies or each.listed]


def _replies(made, comments, beside, level):
    enclosing = {each.recipient.organisation: each for each in beside}
    for group, parties in by_group([*(comment.party for comment in comments), *enclosing]):
        made.heading(group, level)
        for party in parties:
            theirs = [comment for comment in comments if comment.party == party]
            made.heading(party.name, level + 1)
            if isinstance(party, Unnamed):
                for comment in theirs:  # of one party or of several: that is not said
                    say_comment(made, comment)
                continue
            received = theirs[0].submission if theirs else enclosing[party]
            words = _("Received %(when)s.") % {"when": moments.in_geneva(received.received_at)}
            if received.minutes_late:
                words += " " + _("%(n)s minutes late.") % {"n": received.minutes_late}
            made.say(words, leads=True)
            _say_members(made, theirs)
            for comment in theirs:
                say_comment(made, comment)
            if party in enclosing:
                _say_enclosed(made, enclosing[party])


def _say_members(made, comments):
    """Of a group: the members that stand behind what it says here, each named once."""
    behind = {member for comment in comments for member in comment.behind_it}
    names = ", ".join(member.short_name for member in sorted(behind, key=lambda party: party.sort_key))
    if names:
        made.say(_("On behalf of %(members)s.") % {"members": names})


def _say_enclosed(made, submission):
    """Replies to the guiding questions under each question; the files as a list, each with its hash."""
    for reply in submission.replies:
        made.say(Run(f"{reply['number']}. {reply['question']}", "em"), leads=True)
        for line in filter(None, reply["text"].split("\n")):
            made.say(line, indent=1, language=reply["language"])
    if submission.listed:
        made.say(Run(_("Attachments"), "strong"), leads=True)
    for each in submission.listed:
        made.say(_file_words(each), indent=1)


def _file_words(file):
    """A file by its name and hash; of one that is redacted or withheld the public reads that, and why."""
    if file.name:
        return _("%(name)s (SHA-256 %(hash)s)") % {"name": file.name, "hash": file.sha256}
    numbered = _("File %(n)s") % {"n": file.number}
    if file.said is None:
        return numbered
    words = f"{numbered}, {file.said.get_way_display()}: {file.said.reason}"
    return f"{words} (SHA-256 {file.sha256})" if file.sha256 else words


def _without_comments(made, round, user):
    """Nil returns and those who declined, where the reader may know of them."""
    found = Submission.objects.visible_to(user).filter(recipient__round=round).standing()
    for kind, title in (
        (Submission.Kind.NIL, _("Replied that they have no comments")),
        (Submission.Kind.DECLINED, _("Declined to comment")),
    ):
        parties = sorted(
            (
                each.recipient.organisation
                for each in found.filter(kind=kind).select_related("recipient__organisation")
            ),
            key=lambda party: party.sort_key,
        )
        if parties:
            made.heading(title)
            made.say(", ".join(party.short_name for party in parties))
