"""How Arvenia clears what it has left in the open round: in three steps, with its own deadline and its own words."""

from datetime import timedelta

from comments import services
from comments.models import Draft
from demonstration.loading.calendar import content
from stakeholders import clock
from stakeholders import services as people

PARTY = "AR"


def clear(calendar, cast, round):
    """Deputy and reviewer share; the deputy verifies what others wrote; the Contact Point names an alternate."""
    recipient = round.recipients.select_related("organisation", "round").get(organisation__code=PARTY)
    speaker, deputy = cast.contact_point(PARTY), cast.of(PARTY, "deputy")
    membership = deputy.memberships.get(organisation=recipient.organisation)
    with clock.at(calendar.day(-1, 11)):
        deadline = recipient.closing - timedelta(days=2)
        services.arrange_clearance(recipient, steps=3, deadline=deadline, by=speaker)
        people.name_alternate(membership, by=speaker)
    drafts = [d for d in Draft.objects.filter(recipient=recipient).for_list() if d.differs_from_submitted]
    shared = {each["place"] for each in content("comments-round-2.json") if each["state"] == "shared"}
    drafts = [draft for draft in drafts if draft.entry and draft.entry.label in shared]
    for n, draft in enumerate(drafts):
        with clock.at(calendar.day(-1, 14, 5 * n)):
            services.move_draft(draft, Draft.State.SHARED, by=draft.author, membership=membership)
    _say(calendar, drafts, deputy, speaker)
    for n, draft in enumerate(drafts):
        if draft.written_by != deputy and not draft.is_empty:
            with clock.at(calendar.day(-1, 16, 5 * n)):
                services.move_draft(draft, Draft.State.VERIFIED, by=deputy, membership=membership)


def _say(calendar, drafts, deputy, speaker):
    with clock.at(calendar.day(-1, 15)):
        for draft in drafts[:1]:
            services.remark_on(draft, "Does the ministry agree with the second half of this?", by=deputy)
            services.remark_on(draft, "It does. Please verify.", by=speaker)
