"""Themes: the list that the secretariat keeps, and the views that it puts under them by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import permissions, services
from comments.services import theming
from drafting.services import Refused
from mandate.models import Mandate
from stakeholders.once import once

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@once
def themes(request, mandate):
    """The views under no theme yet (or under ?theme=3), and what is done with those that are chosen."""
    if not permissions.may_propose(request.user):
        raise Http404
    found = get_object_or_404(Mandate, slug=mandate)
    if request.method == "POST":
        return _done(request, found)
    views, listed = theming.views_of(found, request.user), list(found.themes.all())
    asked = request.GET.get("theme", "")
    theme = next((each for each in listed if str(each.order) == asked), None)
    shown = [view for view in views if (theme.pk in view.themes if theme else not view.themes)]
    context = {
        "mandate": found,
        "themes": [(each, sum(each.pk in view.themes for view in views)) for each in listed],
        "theme": theme,
        "untagged": sum(not view.themes for view in views),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"theme={theme.order}&" if theme else "",
    }
    return render(request, "comments/themes.html", context)


def _done(request, mandate):
    keys, said = request.POST.getlist("view"), request.POST
    try:
        if "name" in said:
            services.add_theme(mandate, said["name"], by=request.user)
        else:
            order = said.get("theme", "")
            theme = mandate.themes.filter(order=order).first() if order in map(str, range(1_000)) else None
            if theme is None:
                raise Refused(_("Choose a theme."))
            if "take" in said:
                services.take_from_under(theme, keys, by=request.user)
            else:
                services.put_under(theme, keys, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(request.get_full_path())
