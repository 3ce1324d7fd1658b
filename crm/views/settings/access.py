from leads.for_admins import for_admins

__all__ = ["for_admins", "settings_context"]


def settings_context(request, part, **context):
    """What the frame of every settings page shows. `part` is the name of its address."""
    return {"section": "settings", "part": part, "project": request.project} | context
