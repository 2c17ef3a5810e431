from drafting.services.comparing import (
    compare_records,
    compare_versions,
    compare_with_working,
    units_called,
)
from drafting.services.editing import (
    Refused,
    Stale,
    add_provision,
    delete_provision,
    keep_typing,
    lock_wording,
    merge_provisions,
    move_provision,
    renumber,
    restore_provision,
    save_wording,
    split_provision,
)
from drafting.services.freezing import (
    after_freezing,
    freeze_version,
    issue_version,
    preview_freeze,
    record_symbol,
    text_hash,
)
from drafting.services.importing import (
    correct_units,
    import_upload,
    keep_upload,
    outline_of,
    refuse_unready,
    title_of,
)
from drafting.services.outline import Place, working_text
from drafting.services.owing import debt
from drafting.services.succeeding import decide_succession, import_next, propose_succession
from drafting.services.translating import import_translation, match_translation

__all__ = [
    "propose_succession",
    "match_translation",
    "import_translation",
    "import_next",
    "decide_succession",
    "debt",
    "Place",
    "Refused",
    "Stale",
    "add_provision",
    "after_freezing",
    "compare_records",
    "compare_versions",
    "compare_with_working",
    "correct_units",
    "delete_provision",
    "freeze_version",
    "import_upload",
    "issue_version",
    "keep_typing",
    "keep_upload",
    "lock_wording",
    "merge_provisions",
    "move_provision",
    "outline_of",
    "preview_freeze",
    "record_symbol",
    "refuse_unready",
    "renumber",
    "restore_provision",
    "save_wording",
    "split_provision",
    "text_hash",
    "title_of",
    "units_called",
    "working_text",
]
