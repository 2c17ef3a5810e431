from stakeholders.admin.parties import OrganisationAdmin
from stakeholders.admin.people import InvitationAdmin, PersonAdmin
from stakeholders.admin.post import NoticeAdmin

__all__ = ["InvitationAdmin", "NoticeAdmin", "OrganisationAdmin", "PersonAdmin"]
