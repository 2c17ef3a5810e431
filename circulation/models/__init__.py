from circulation.models.recipients import Extension, Recipient
from circulation.models.rounds import Round

__all__ = ["Extension", "Recipient", "Round"]
