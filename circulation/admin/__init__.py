from circulation.admin.open_call import ApplicationAdmin
from circulation.admin.rounds import RoundAdmin

__all__ = ["ApplicationAdmin", "RoundAdmin"]
