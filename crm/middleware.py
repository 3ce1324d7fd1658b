from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from conversations.limits import TooMuch

from .entrance import enter
from .models import Project
from .preferences import follow
from .slugs import FormerSlug


class PreferencesMiddleware:
    """
    Draw agents' pages in their language, time zone and appearance. Pages that need no login are left alone:
    visitors have preferences of their own there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "login_required", True):
            request.appearance = request.user.appearance
            follow(request.user)


class ProjectMiddleware:
    """
    Open `/p/<project_slug>/…` to the members of that project and to nobody else.

    Sets `request.project`, `request.membership` and `request.memberships` (all of the user's, for the
    switcher). A stranger gets the same 404 as for a project that does not exist. An address that the project
    had once leads its members on, with what they sent. Views receive no slug: they cannot look up the project
    another way.

    On the visitors' pages, `/chat/<project_key>/…`, `request.project` is the project of the public key, or
    None.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "project_key" in kwargs:
            request.project = Project.objects.filter(key=kwargs.pop("project_key")).first()
        elif "project_slug" in kwargs:
            return self._open(request, kwargs.pop("project_slug"))

    def _open(self, request, slug):
        if not enter(request, slug):
            return self._lead_on(request, slug)
        user = request.user
        if user.last_project_id != request.project.pk:
            user.last_project = request.project
            user.save(update_fields=["last_project"])

    def _lead_on(self, request, slug):
        theirs = [membership.project_id for membership in request.memberships]
        former = FormerSlug.objects.filter(slug=slug, project__in=theirs).select_related("project").first()
        if former is None:
            raise Http404
        path = request.get_full_path().replace(f"/p/{slug}/", f"/p/{former.project.slug}/", 1)
        return redirect(path, preserve_request=True)


class LimitsMiddleware:
    """Answer with 429 where a limit is reached and the view has nothing better to say."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, TooMuch):
            response = render(request, "429.html", status=429)
            response["Retry-After"] = exception.seconds
            return response


class SignedOutMiddleware:
    """Let a page whose agent was signed out meanwhile lead to the login, not draw it in its own middle."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        to_login = response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
        return HttpResponseClientRefresh() if request.htmx and to_login else response
