from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm import change_project
from crm.forms import SiteForm

from .access import for_admins, settings_context

FRAME = '<iframe src="{}" title="{}" width="380" height="600"></iframe>'


@for_admins
@require_safe
def install(request):
    """How the chat comes into a website, which sites may embed it, and where it was opened."""
    return render(request, "settings/install.html", _context(request, SiteForm(project=request.project)))


@for_admins
@require_POST
@transaction.atomic
def allow_site(request):
    project = change_project.locked(request.project)
    form = SiteForm(request.POST, project=project)
    if not form.is_valid():
        return render(request, "settings/install.html", _context(request, form), status=422)
    change_project.allow_site(project, form.cleaned_data["site"], request.user)
    messages.success(request, _("%(site)s may embed the chat.") % form.cleaned_data)
    return redirect("settings-install", project.slug)


@for_admins
@require_POST
@transaction.atomic
def refuse_site(request):
    project, site = change_project.locked(request.project), request.POST.get("site")
    if change_project.refuse_site(project, site, request.user):
        messages.success(request, _("%(site)s may no longer embed the chat.") % {"site": site})
    return redirect("settings-install", project.slug)


def _context(request, form):
    project, origin = request.project, request.build_absolute_uri("/").rstrip("/")
    chat_url = f"{origin}{project.chat_path}"
    seen = {sighting.origin: sighting for sighting in project.sightings.all()}
    return settings_context(
        request,
        "settings-install",
        form=form,
        chat_url=chat_url,
        snippet=project.embed_snippet(origin),
        policy=f"script-src {origin}; frame-src {origin}",
        frame=format_html(FRAME, chat_url, _("Chat with %(name)s") % {"name": project.name}),
        latest=next(iter(seen.values()), None),
        sites=[(site, seen.get(site)) for site in project.allowed_sites],
        elsewhere=[sighting for origin, sighting in seen.items() if origin not in project.allowed_sites],
    )
