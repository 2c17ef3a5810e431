from mandate.models.activities import Activity, Attendance, Attending, Segment, WorkingGroup
from mandate.models.considerations import Consideration, GoodPractice
from mandate.models.promises import Promise
from mandate.models.questionnaires import Question, Questionnaire, QuestionText
from mandate.models.requests import Request, RequestAnswer
from mandate.models.sources import Passage, Source
from mandate.models.themes import Theme
from mandate.models.workplan import Mandate, Resolution, Stage, Term

__all__ = [
    "Activity",
    "Attendance",
    "Attending",
    "Consideration",
    "GoodPractice",
    "Mandate",
    "Passage",
    "Promise",
    "Question",
    "QuestionText",
    "Questionnaire",
    "Request",
    "RequestAnswer",
    "Resolution",
    "Segment",
    "Source",
    "Stage",
    "Term",
    "Theme",
    "WorkingGroup",
]
