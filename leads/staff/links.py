"""Links of the admin: from a row to the lists of what belongs to it, and to the agents' pages."""

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from ..models import Lead

LEAD = Prefetch("lead", Lead.objects.defer("search_text"))


def list_of(model, **filters):
    """Return the address of the admin's list of `model` ("app_model") with these filters."""
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}"


def row_of(model, row):
    """Return a link to the admin's page of a row, by its name."""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse(f"admin:{model}_change", args=[row.pk]), row)


def links(*pairs):
    """Return pairs of address and text as links in one line."""
    return format_html_join(mark_safe(" · "), '<a href="{}">{}</a>', pairs)


def with_mine(queryset, user, project="project"):
    """Note in `is_mine` of every row whether `user` works in its project, and so can open its page."""
    return queryset.annotate(is_mine=Exists(user.memberships.filter(project=OuterRef(project))))


def agents_page(row, text):
    """Return a link to what agents see of the row, or nothing for those who are told that it is not there."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), text) if row.is_mine else "-"
