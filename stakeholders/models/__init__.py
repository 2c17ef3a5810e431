from stakeholders.models.acts import OfficeAct
from stakeholders.models.forms import KeptForm, SentForm
from stakeholders.models.naming import Belonging, PartyName
from stakeholders.models.organisations import (
    STATES,
    Category,
    Contact,
    Ecosoc,
    Membership,
    Organisation,
    RegionalGroup,
    Role,
    StandIn,
    Standing,
    in_protocol,
)
from stakeholders.models.people import Invitation, Office, User
from stakeholders.models.post import Notice
from stakeholders.models.printouts import Printout, PrintoutPart

__all__ = [
    "STATES",
    "Belonging",
    "Category",
    "Contact",
    "Ecosoc",
    "Invitation",
    "KeptForm",
    "Membership",
    "Notice",
    "Office",
    "OfficeAct",
    "Organisation",
    "PartyName",
    "RegionalGroup",
    "Printout",
    "PrintoutPart",
    "Role",
    "SentForm",
    "StandIn",
    "Standing",
    "User",
    "in_protocol",
]
