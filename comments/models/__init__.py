from comments.models.anchored import Anchored, Stance, Type, Weight
from comments.models.answers import Change, InternalNote, Outcome, Response
from comments.models.causes import Cause
from comments.models.clearing import Clearance, Remark, Step
from comments.models.comments import Comment, Endorsement
from comments.models.deposits import Deposit
from comments.models.drafts import Draft
from comments.models.enclosures import Attachment, Reply, ScreenedFile
from comments.models.intakes import Intake
from comments.models.letters import Letter, Reaction
from comments.models.observations import Observation
from comments.models.oral import OralView
from comments.models.placements import Placement
from comments.models.reconsidering import Reconsideration
from comments.models.screening import Redaction, Screening
from comments.models.sharing import DraftShare
from comments.models.submissions import Receipt, Submission
from comments.models.tallies import Tally
from comments.models.themes import Tag

__all__ = [
    "Anchored",
    "Attachment",
    "Cause",
    "Change",
    "Clearance",
    "Comment",
    "Deposit",
    "Draft",
    "DraftShare",
    "Endorsement",
    "Intake",
    "InternalNote",
    "Letter",
    "Observation",
    "OralView",
    "Outcome",
    "Placement",
    "Receipt",
    "Reaction",
    "Reconsideration",
    "Redaction",
    "Remark",
    "Reply",
    "Response",
    "ScreenedFile",
    "Screening",
    "Stance",
    "Step",
    "Submission",
    "Tag",
    "Tally",
    "Type",
    "Weight",
]
