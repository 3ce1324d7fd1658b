from functools import wraps

from django.core.exceptions import PermissionDenied


def for_admins(view):
    """Open a page of a project to its admins and owners; agents are told so (403)."""

    @wraps(view)
    def page(request, **kwargs):
        if not request.membership.may_manage:
            raise PermissionDenied
        return view(request, **kwargs)

    return page
