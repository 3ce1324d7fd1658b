from django.utils.functional import SimpleLazyObject

from conversations.models import Conversation


def appearance(request):
    """`appearance`: "light", "dark", or "" for that of the device."""
    user = getattr(request, "user", None)
    return {"appearance": SimpleLazyObject(lambda: getattr(user, "appearance", ""))}


def waiting(request):
    """
    `waiting_count`: open conversations whose visitor waits for this agent, or for anybody. At most 100 are
    counted.
    """
    project = getattr(request, "project", None)
    if project is None or not hasattr(request, "membership"):
        return {}
    return {
        "waiting_count": SimpleLazyObject(
            lambda: (
                Conversation.objects.in_use().filter(project=project).waiting_for(request.user)[:100].count()
            )
        )
    }
