from circulation.admin.rounds import RoundAdmin

__all__ = ["RoundAdmin"]
