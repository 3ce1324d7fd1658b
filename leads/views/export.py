from datetime import datetime

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leads.export import ON_A_PAGE, export_json, export_page
from leads.for_admins import for_admins
from leads.models import Lead


@for_admins
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exporting(request, pk):
    """Ask in which form, and export everything that is stored of a contact on POST, which is written down."""
    contact = get_object_or_404(
        Lead.objects.select_related("contact__project"), pk=pk, project=request.project
    ).contact
    context = {"section": "contacts", "contact": contact, "most": ON_A_PAGE}
    if request.method != "POST":
        return render(request, "leads/export.html", context)
    if request.POST.get("form") == "json":
        name = f"{request.project.slug}-contact-{contact.pk}.json"
        file = export_json(contact, by=request.user)
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/json")
    parts = [
        (label, [_readable(row) for row in rows], more)
        for label, rows, more in export_page(contact, by=request.user)
    ]
    return render(request, "leads/exported.html", context | {"parts": parts, "now": timezone.now()})


def _readable(row):
    return [(_(name), _words(value)) for name, value in row.items() if value not in ("", None, {})]


def _words(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {old or '—'} → {new or '—'}" for name, (old, new) in value.items())
    return str(value)
