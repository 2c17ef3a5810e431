from stakeholders.admin.parties import OrganisationAdmin
from stakeholders.admin.people import InvitationAdmin, PersonAdmin
from stakeholders.admin.post import NoticeAdmin
from stakeholders.admin.security import OfficeActAdmin

__all__ = ["InvitationAdmin", "NoticeAdmin", "OfficeActAdmin", "OrganisationAdmin", "PersonAdmin"]
