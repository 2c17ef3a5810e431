from circulation.models.letters import Approval, Correction, CoverText, Heartbeat
from circulation.models.recipients import Extension, Recipient
from circulation.models.rounds import Round

__all__ = ["Approval", "Correction", "CoverText", "Extension", "Heartbeat", "Recipient", "Round"]
