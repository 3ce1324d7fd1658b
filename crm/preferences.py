"""In which language and time zone an agent's pages are drawn."""

from django.utils import timezone, translation


def follow(user, project=None):
    """
    Take what the user has chosen, else what the project says, else what is active: for this request, whose
    middleware puts both back.
    """
    language = user.language or (project.language if project else "")
    time_zone = user.time_zone or (project.time_zone if project else "")
    if language:
        translation.activate(language)
    if time_zone:
        timezone.activate(time_zone)
