"""Sources, legal bases, considerations, good practices, requests and questionnaires in admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandate import permissions, services
from mandate.admin.keeping import KeptAdmin, Rows
from mandate.models import (
    Consideration,
    GoodPractice,
    Passage,
    Question,
    Questionnaire,
    QuestionText,
    Request,
    RequestAnswer,
    Source,
)
from stakeholders.acts import RowAct


class PassageRows(Rows):
    model = Passage
    fields = ["place", "words"]


@admin.register(Source)
class SourceAdmin(KeptAdmin):
    list_display = ["__str__", "title", "kind", "date", "flagged"]
    list_filter = ["kind"]
    search_fields = ["symbol", "title"]
    fields = ["kind", "symbol", "title", "slug", "date", "body", "language", "link", "summary"]
    inlines = [PassageRows]
    prepopulated_fields = {"slug": ["symbol", "title"]}

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "link":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("please check"))
    def flagged(self, source):
        return source.doubt or "–"


@admin.register(Consideration)
class ConsiderationAdmin(KeptAdmin):
    list_display = ["__str__", "text", "source", "paragraph"]
    list_filter = ["mandate", "kind"]
    search_fields = ["text"]
    list_select_related = ["source"]
    fields = ["mandate", ("kind", "letter"), "text", ("source", "paragraph"), "activities"]
    filter_horizontal = ["activities"]


@admin.register(GoodPractice)
class GoodPracticeAdmin(KeptAdmin):
    list_display = ["title", "place", "actors", "source"]
    list_filter = ["mandate"]
    search_fields = ["title", "place", "actors"]
    list_select_related = ["source"]


class AnswerRows(Rows):
    model = RequestAnswer
    fields = ["activity", "source", "words"]


@admin.register(Request)
class RequestAdmin(KeptAdmin):
    list_display = ["__str__", "text"]
    search_fields = ["text", "letter"]
    list_select_related = ["resolution__source"]
    inlines = [AnswerRows]


class Sending(RowAct):
    name, words, done = "sending", _("Mark as sent"), _("The questionnaire is frozen as it was sent.")
    refusals = (ValidationError,)

    def offered(self, request, row):
        return not row.is_sent

    def permitted(self, request):
        return permissions.may_keep(request.user)

    def act(self, request, row, form):
        services.send_questionnaire(row, by=request.user)

    def sentences(self, request, row):
        yield _("From then on neither its questions nor its notes can be changed.")


class QuestionRows(Rows):
    model = Question
    fields = ["letter", "text", "note"]


@admin.register(Questionnaire)
class QuestionnaireAdmin(KeptAdmin):
    list_display = ["title", "mandate", "language", "sent_on"]
    list_select_related = ["mandate"]
    inlines = [QuestionRows]

    def get_urls(self):
        return [Sending(self).url(), *super().get_urls()]

    def tools(self, request, obj):
        if not obj.is_sent and permissions.may_keep(request.user):
            yield Sending(self).tool(request, obj)
        yield from super().tools(request, obj)


@admin.register(QuestionText)
class QuestionTextAdmin(KeptAdmin):
    list_display = ["__str__", "text"]
    list_filter = ["language"]
    list_select_related = ["question"]
