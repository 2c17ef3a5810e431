from stakeholders.models.forms import KeptForm, SentForm
from stakeholders.models.organisations import (
    Category,
    Contact,
    Membership,
    Organisation,
    RegionalGroup,
    Role,
    StandIn,
)
from stakeholders.models.people import Invitation, Office, User
from stakeholders.models.post import Notice

__all__ = [
    "Category",
    "Contact",
    "Invitation",
    "KeptForm",
    "Membership",
    "Notice",
    "Office",
    "Organisation",
    "RegionalGroup",
    "Role",
    "SentForm",
    "StandIn",
    "User",
]
