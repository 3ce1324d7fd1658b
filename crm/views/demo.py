from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from crm.demo import SLUG
from crm.models import Project


@login_not_required
@require_safe
@csp_update({"frame-src": ["'self'"]})
def shop(request):
    """
    A shop that embeds the chat of the demo project, with DEBUG or where DEMO switches it on. Its policy is
    strict, and allows what docs/embed.md says that a host has to: the script and the frame.
    """
    if not settings.DEMO:
        raise Http404
    project = get_object_or_404(Project, slug=SLUG)
    snippet = project.embed_snippet(request.build_absolute_uri("/").rstrip("/"))
    return render(request, "demo/shop.html", {"project": project, "snippet": snippet})
