from drafting.models.asides import Aside
from drafting.models.bases import Basis, TextAnswer
from drafting.models.declarations import Declaration
from drafting.models.finalizing import Finalization
from drafting.models.grounds import Ground, Override
from drafting.models.issued_files import IssuedFile
from drafting.models.provisions import Kind, Provision, Step, TypingBuffer, Wording
from drafting.models.translations import Rendering, Translation
from drafting.models.uploads import Upload
from drafting.models.versions import SYMBOL, Comparison, HistoricalWording, Version, VersionEntry

__all__ = [
    "SYMBOL",
    "Aside",
    "Basis",
    "HistoricalWording",
    "TextAnswer",
    "Comparison",
    "Declaration",
    "Kind",
    "Finalization",
    "Ground",
    "IssuedFile",
    "Override",
    "Provision",
    "Rendering",
    "Step",
    "Translation",
    "TypingBuffer",
    "Upload",
    "Version",
    "VersionEntry",
    "Wording",
]
