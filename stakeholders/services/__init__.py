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
from stakeholders.services.post import deliver_waiting, write_notice

__all__ = [
    "InvitationRefused",
    "accept_invitation",
    "deliver_waiting",
    "end_memberships_of",
    "enrol",
    "invite",
    "open_account",
    "spend_link",
    "withdraw_invitations",
    "write_notice",
]
