"""What a page of a host website loads: `widget.js`, and the few facts that its bubble shows of a project."""

import json
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotFound
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from .access import language_of

SCRIPT = "text/javascript; charset=utf-8"
# The addresses stand in other people's pages and never change, so what they answer is asked for again soon.
kept_for_minutes = cache_control(public=True, max_age=300)


@login_not_required
@require_safe
@kept_for_minutes
@conditional_page
def loader(request):
    """The script that host pages include. It is the same for all of them, so one copy serves every site."""
    return HttpResponse(_widget_js(), content_type=SCRIPT)


@cache
def _widget_js():
    return (Path(__file__).parent / "widget.js").read_bytes()


@login_not_required
@require_safe
@kept_for_minutes
@vary_on_headers("Origin", "Accept-Language")
@conditional_page
def launcher(request):
    """
    Colour, side, greeting and words of a project's bubble, or why there is none on this site.

    It is a module, imported by `widget.js`: a host whose policy allows the script allows this too, and
    needs no `connect-src`. It is asked for without cookies and names nobody, so any page may read it.
    """
    project = request.project
    if project is None:
        return _module(HttpResponseNotFound, {})
    site = request.headers.get("Origin")
    if site and site != f"{request.scheme}://{request.get_host()}" and not project.may_be_embedded_at(site):
        # For the console of whoever builds the site: the status of a module that fails is all they would see.
        why = f"{site} is not among the allowed sites of this project. Add it in Settings, Install."
        return _module(HttpResponse, {"closed": why})
    with translation.override(language_of(request, project)):
        return _module(HttpResponse, _facts(project))


def _module(response_class, facts):
    response = response_class(f"export default {json.dumps(facts)}\n", content_type=SCRIPT)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _facts(project):
    return {
        "accent": project.accent,
        "ink": project.text_on_accent,
        "side": project.side,
        "greeting": project.greeting,
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "title": _("Chat with %(name)s") % {"name": project.name},
        "open": _("Open the chat"),
        "close": _("Close the chat"),
        "dismiss": _("Dismiss"),
        "unread": _("New replies: %(count)s"),
    }
