from stakeholders.services.bounces import read_mailbox
from stakeholders.services.invitations import (
    InvitationRefused,
    accept_invitation,
    end_memberships_of,
    enrol,
    invite,
    open_account,
    renew_invitation,
    spend_link,
    withdraw_invitations,
)
from stakeholders.services.parties import (
    PartyRefused,
    admit_party,
    decline_party,
    imitated_by,
    merge_parties,
)
from stakeholders.services.post import (
    acknowledge,
    deliver_waiting,
    note_bounce,
    send_again,
    settle_notice,
    write_notice,
)
from stakeholders.services.security import end_sessions, reset_second_factor
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
    "acknowledge",
    "admit_party",
    "decline_party",
    "deliver_waiting",
    "end_memberships_of",
    "end_sessions",
    "end_stand_in",
    "enrol",
    "imitated_by",
    "invite",
    "name_alternate",
    "merge_parties",
    "note_bounce",
    "open_account",
    "read_mailbox",
    "renew_invitation",
    "reset_second_factor",
    "send_again",
    "settle_notice",
    "spend_link",
    "take_over",
    "withdraw_invitations",
    "write_notice",
]
