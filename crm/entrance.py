"""How an agent's request gets its project: the one that the address names, or the last one they were in."""

from .preferences import follow


def enter(request, slug) -> bool:
    """Enter the project with this slug; False where the user does not work in one."""
    return _enter(request, [found for found in _memberships(request) if found.project.slug == slug])


def enter_last(request) -> bool:
    """Enter the project that the user was in last, or their first one; False where they work in none."""
    memberships = _memberships(request)
    last = [found for found in memberships if found.project_id == request.user.last_project_id]
    return _enter(request, last or memberships)


def _memberships(request):
    memberships = request.user.memberships.select_related("project").order_by("project__name")
    request.memberships = list(memberships)
    return request.memberships


def _enter(request, choice):
    if not choice:
        return False
    request.membership = choice[0]
    request.membership.user = request.user
    request.project = request.membership.project
    follow(request.user, request.project)
    return True
