"""Who may listen to which stream: the same cookies, and the same rules, as for the pages."""

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.urls import Resolver404, resolve

from conversations.live.app import LiveApp, Refused
from conversations.live.audience import AgentAudience, VisitorAudience
from conversations.widget.access import is_same_origin
from leads.visitor import Visitor

from .models import Project


def admit(request):
    """Return the audience that the request may be, or raise Refused."""
    try:
        match = resolve(request.path)
    except Resolver404:
        raise Refused(404) from None
    if not is_same_origin(request):
        raise Refused(403)
    if match.url_name == "live-agent":
        return _agent(request, match.kwargs["slug"])
    if match.url_name == "live-visitor":
        return _visitor(request, match.kwargs["key"])
    raise Refused(404)


def _agent(request, slug):
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    membership = user.is_authenticated and user.memberships.filter(project__slug=slug).first()
    if not membership:
        raise Refused(204)
    return AgentAudience(membership.project_id, user.pk)


def _visitor(request, key):
    """Whoever has not written yet has nothing to hear."""
    project = Project.objects.filter(key=key).first()
    lead = Visitor(request, project).lead if project else None
    if lead is None:
        raise Refused(204)
    return VisitorAudience(lead.pk)


app = LiveApp(admit)
