from circulation.models.applications import Application
from circulation.models.letters import Approval, Correction, CoverText, Heartbeat
from circulation.models.recipients import Extension, Recipient
from circulation.models.rounds import Round

__all__ = [
    "Application",
    "Approval",
    "Correction",
    "CoverText",
    "Extension",
    "Heartbeat",
    "Recipient",
    "Round",
]
