"""Files that somebody brought, given out again."""

from django.http import HttpResponse


def as_download(content, name):
    """A file that somebody brought: of no type that a browser would open, under the harmless part of its name."""
    answer = HttpResponse(bytes(content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{plain(name)}"'
    return answer


def plain(name):
    """`name` as any system can save it: letters and digits of ASCII and ._- alone, and "file" where no others are."""
    kept = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "._- "))
    stem, point, ending = kept.rpartition(".")
    return (stem.strip(" .") or "file") + point + ending if point else kept.strip() or "file"
