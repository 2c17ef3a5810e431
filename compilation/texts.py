"""A version, or what changed between two of them, as a file: whoever may read it may download it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from compilation import documents
from compilation.layouts import source_table, tracing
from compilation.writers import writer_of
from drafting import permissions
from drafting.models import Declaration, Version
from stakeholders import clock

SOURCE_FORMATS = ("docx", "xlsx")
MATRIX_FORMATS = ("xlsx", "csv")
WORKING = "working"


@require_safe
@login_not_required
def text(request, slug, number, language, format):
    """One version in one of its languages."""
    version = _version(request.user, slug, number)
    if language not in version.languages or format not in documents.TEXT_FORMATS:
        raise Http404
    made = documents.write_text(version, language, format)
    return _file(made, documents.CONTENT_TYPES[format], documents.file_name(version, language, format))


@require_safe
@login_not_required
def sources(request, slug, old, new, format):
    """Each paragraph of the newer version, who contributed to it, what it was, and why it is as it is."""
    first, second = _version(request.user, slug, old), _version(request.user, slug, new)
    if format not in SOURCE_FORMATS or first.number >= second.number:
        raise Http404
    sheet = source_table.sheet(first, second, request.user, clock.now())
    name = documents.file_name(second, "sources", format, old=first)
    writer = writer_of(sheet, format)
    return _file(writer.write(sheet), writer.CONTENT_TYPE, name)


@require_safe
@login_not_required
def matrix(request, slug, format):
    """What each provision rests on, with the gaps, as a table."""
    declarations = Declaration.objects.visible_to(request.user).select_related("mandate")
    declaration = get_object_or_404(declarations, slug=slug)
    if format not in MATRIX_FORMATS:
        raise Http404
    sheet = tracing.sheet(declaration, request.user, clock.now())
    writer = writer_of(sheet, format)
    name = f"{declaration.slug[:40].strip('-')}-bases.{format}"
    return _file(writer.write(sheet), writer.CONTENT_TYPE, name)


@require_safe
@login_not_required
def redline(request, slug, old, new, language, format):
    """What changed from one version to another or to the working text: Word's own tracked changes, or ins and del."""
    first = _version(request.user, slug, old)
    second = None if new == WORKING else _version(request.user, slug, new)
    if second is None and not permissions.may_see_working_text(request.user):
        raise Http404
    known = set(first.languages) & set(second.languages if second else first.languages)
    if language not in known or format not in documents.REDLINE_FORMATS or first == second:
        raise Http404
    made = documents.write_redline(first, second, language, format)
    return _file(
        made, documents.CONTENT_TYPES[format], documents.file_name(second, language, format, old=first)
    )


def _version(user, slug, number):
    if not str(number).isascii() or not str(number).isdecimal() or len(str(number)) > 9:
        raise Http404
    versions = Version.objects.visible_to(user).select_related("declaration__mandate")
    return get_object_or_404(versions, declaration__slug=slug, number=int(number))


def _file(content, content_type, name):
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def working(request, slug):
    """The working text as a Word file, to be changed there and brought back."""
    if not permissions.may_see_working_text(request.user):
        raise Http404
    declaration = get_object_or_404(Declaration.objects.visible_to(request.user), slug=slug)
    made = documents.write_working(declaration)
    name = f"{declaration.slug[:40].strip('-')}-working-{declaration.language}.docx"
    return _file(made, documents.CONTENT_TYPES["docx"], name)
