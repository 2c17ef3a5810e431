from comments.services.answering import (
    answer_together,
    decide_response,
    decide_together,
    note_causes,
    propose_response,
    publish_responses,
    publishing_preview,
    reopen_response,
    take_back,
)
from comments.services.applying import (
    Proposal,
    Together,
    apply_comments,
    preview_proposals,
    tie_change,
    undo_application,
)
from comments.services.carrying import carry_comments
from comments.services.clearing import (
    arrange_clearance,
    left_to_do,
    move_draft,
    pause_commenting,
    remark_on,
    resume_commenting,
)
from comments.services.depositing import (
    add_passage,
    answer_deposit,
    drop_passage,
    enter_deposit,
    keep_deposit,
    set_deposit_aside,
)
from comments.services.disowning import disavow_submission
from comments.services.enclosing import attach, keep_replies, take_out
from comments.services.endorsing import endorse, withdraw_endorsement
from comments.services.hearing import ask_to_confirm, confirm_view, deny_view, note_view
from comments.services.intake import Taken, mend_row, read_form, take_in
from comments.services.letters import react
from comments.services.preparing import (
    Conflict,
    Paused,
    discard_draft,
    locate_words,
    retain_draft,
    save_draft,
)
from comments.services.publishing_files import screen_file
from comments.services.receipts import as_proof, check_receipt, public_chain, verify_chain
from comments.services.reconsidering import (
    decide_again,
    propose_again,
    reconsider_response,
    take_decision_back,
)
from comments.services.replying import observe
from comments.services.screening import pass_screening, redact
from comments.services.sharing import revoke_share, show_draft
from comments.services.submitting import (
    answer_without_comments,
    canonical_record,
    preview_submission,
    submit,
    who_reads,
    withdraw_submission,
)
from comments.services.theming import add_theme, put_under, take_from_under

__all__ = [
    "add_theme",
    "put_under",
    "take_from_under",
    "Conflict",
    "Paused",
    "Proposal",
    "Taken",
    "Together",
    "add_passage",
    "answer_deposit",
    "answer_without_comments",
    "answer_together",
    "apply_comments",
    "arrange_clearance",
    "as_proof",
    "ask_to_confirm",
    "attach",
    "canonical_record",
    "carry_comments",
    "check_receipt",
    "confirm_view",
    "decide_again",
    "decide_response",
    "decide_together",
    "deny_view",
    "disavow_submission",
    "discard_draft",
    "drop_passage",
    "set_deposit_aside",
    "endorse",
    "enter_deposit",
    "left_to_do",
    "keep_deposit",
    "keep_replies",
    "locate_words",
    "mend_row",
    "move_draft",
    "note_causes",
    "note_view",
    "observe",
    "pass_screening",
    "pause_commenting",
    "react",
    "redact",
    "preview_proposals",
    "preview_submission",
    "propose_again",
    "propose_response",
    "reconsider_response",
    "public_chain",
    "publish_responses",
    "publishing_preview",
    "read_form",
    "remark_on",
    "reopen_response",
    "resume_commenting",
    "revoke_share",
    "retain_draft",
    "save_draft",
    "show_draft",
    "screen_file",
    "submit",
    "take_in",
    "take_out",
    "take_back",
    "take_decision_back",
    "tie_change",
    "undo_application",
    "verify_chain",
    "who_reads",
    "withdraw_endorsement",
    "withdraw_submission",
]
