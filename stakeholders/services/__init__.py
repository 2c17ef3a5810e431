from stakeholders.services.invitations import (
    InvitationRefused,
    accept_invitation,
    end_memberships_of,
    enrol,
    invite,
    open_account,
    spend_link,
    withdraw_invitations,
)
from stakeholders.services.parties import PartyRefused, admit_party, decline_party, merge_parties
from stakeholders.services.post import deliver_waiting, write_notice
from stakeholders.services.standing_in import (
    NotPossible,
    appoint_contact_point,
    delegate_for_absence,
    end_stand_in,
    name_alternate,
    take_over,
)

__all__ = [
    "InvitationRefused",
    "NotPossible",
    "accept_invitation",
    "appoint_contact_point",
    "delegate_for_absence",
    "PartyRefused",
    "admit_party",
    "decline_party",
    "deliver_waiting",
    "end_memberships_of",
    "end_stand_in",
    "enrol",
    "invite",
    "name_alternate",
    "merge_parties",
    "open_account",
    "spend_link",
    "take_over",
    "withdraw_invitations",
    "write_notice",
]
