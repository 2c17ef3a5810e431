from drafting.models.declarations import Declaration
from drafting.models.provisions import Kind, Provision, Step, TypingBuffer, Wording
from drafting.models.uploads import Upload
from drafting.models.versions import SYMBOL, Comparison, HistoricalWording, Version, VersionEntry

__all__ = [
    "SYMBOL",
    "HistoricalWording",
    "Comparison",
    "Declaration",
    "Kind",
    "Provision",
    "Step",
    "TypingBuffer",
    "Upload",
    "Version",
    "VersionEntry",
    "Wording",
]
