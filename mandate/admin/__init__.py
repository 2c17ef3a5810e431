from mandate.admin import activities, sources, stages

__all__ = ["activities", "sources", "stages"]
