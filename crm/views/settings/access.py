from functools import wraps

from django.core.exceptions import PermissionDenied


def for_admins(view):
    """Open a page of the settings to the admins and owners of the project; agents are told so (403)."""

    @wraps(view)
    def page(request, **kwargs):
        if not request.membership.may_manage:
            raise PermissionDenied
        return view(request, **kwargs)

    return page


def settings_context(request, part, **context):
    """What the frame of every settings page shows. `part` is the name of its address."""
    return {"section": "settings", "part": part, "project": request.project} | context
