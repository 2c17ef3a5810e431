"""The open record as a file: the comments that the list shows, with the same filters, for whoever may read them."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.views import finding
from comments.views.listing import filtered
from compilation.layouts.matrix import CHUNK, columns, row_of
from compilation.sheets import Sheet
from compilation.writers import CONTENT_TYPES, writer_of

JSON = "application/json; charset=utf-8"


@require_safe
@login_not_required
def record(request, slug, format):
    """Every comment the list would show under the same address, as .csv or .json; a row each, never cut."""
    declaration = finding.declaration_for(request.user, slug)
    rows = filtered(Comment.objects.for_reader(request.user), declaration, request.GET, request.user)
    if format == "json":
        answer = StreamingHttpResponse(_as_json(request, rows), content_type=JSON)
    elif format == "csv":
        answer = StreamingHttpResponse([_as_csv(declaration, rows)], content_type=CONTENT_TYPES["csv"])
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{slug[:40].strip("-")}-comments.{format}"'
    return answer


def _as_csv(declaration, rows):
    sheet = Sheet(
        title=str(declaration),
        facts=[],
        columns=columns(),
        rows=(row_of(comment) for comment in rows.iterator(chunk_size=CHUNK)),
        language=get_language() or "en",
        is_right_to_left=get_language_bidi(),
    )
    return writer_of(sheet, "csv").write(sheet)


def _as_json(request, rows):
    """A JSON list, sent a comment at a time."""
    before = "["
    for comment in rows.iterator(chunk_size=CHUNK):
        yield before + json.dumps(fields_of(comment, request.build_absolute_uri), ensure_ascii=False)
        before = ",\n"
    yield "[]" if before == "[" else "]"


def fields_of(comment, locate):
    """One comment from `for_reader` as JSON has it; `locate` makes an address out of its path."""
    answer = comment.answer
    return {
        "number": comment.number,
        "address": locate(comment.get_absolute_url()),
        "round": comment.round.number,
        "party": comment.party.short_name,
        "category": comment.party.category,
        "place": str(comment.place),
        "type": comment.type,
        "stance": comment.stance,
        "weight": comment.weight,
        "language": comment.language,
        "words commented on": comment.quote,
        "proposed text": comment.proposed_text if comment.proposes else None,
        "explanation": comment.explanation,
        "withdrawn": comment.withdrawn_at is not None,
        "answer": {"outcome": answer.outcome, "reason": answer.reason} if answer else None,
        "changes": [{"before": change.before, "after": change.after} for change in comment.changes.all()],
        "endorsements": [
            {"party": stand.organisation.short_name, "stand": stand.kind, "words": stand.words}
            for stand in comment.endorsements.all()
        ],
    }
