"""The list of comments, as far as whoever looks may read them: for a superuser no further than for others.

Submissions, responses, drafts and notes are not in admin, and what a comment was before is not either.
"""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from stakeholders.offices import LookOnly


@admin.register(Comment)
class CommentAdmin(LookOnly):
    list_display = ["number", "place", "party", "type", "stance", "weight", "received_at"]
    list_display_links = None
    list_filter = ["type", "stance", "weight"]
    search_fields = ["shown_number", "shown_party", "explanation", "proposed_text", "quote"]
    sortable_by = ["type", "stance"]
    instead = _("A comment is kept. Its party may withdraw it, which leaves a stub.")

    def get_queryset(self, request):
        return Comment.objects.visible_to(request.user).for_list().named_for(request.user)

    @admin.display(description=_("number"))
    def number(self, comment):
        return format_html('<a href="{}">{}</a>', comment.get_absolute_url(), comment.number)

    @admin.display(description=_("party"))
    def party(self, comment):
        return comment.party

    @admin.display(description=_("place"))
    def place(self, comment):
        return comment.place

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A comment has its own page, which shows as much of it as the reader may see."""
        comment = self.get_object(request, object_id)
        if comment is None:
            raise Http404
        return redirect(comment)
