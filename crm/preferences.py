"""In which language and time zone an agent's pages are drawn."""

from django.utils import timezone, translation


def follow(user, project=None):
    """
    Take what the user has chosen, else what the project says, else what is active. The next request begins
    anew: its language with Django's LocaleMiddleware, its zone with ours.
    """
    language = user.language or (project.language if project else "")
    time_zone = user.time_zone or (project.time_zone if project else "")
    if language:
        translation.activate(language)
    if time_zone:
        timezone.activate(time_zone)
