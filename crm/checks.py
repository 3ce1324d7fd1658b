import os

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def secret_key_is_set(app_configs, **kwargs):
    """
    A kept file serves one machine; several hosts must share one SECRET_KEY, or cookies stop working between
    them.
    """
    if (settings.BASE_DIR / ".secret-key").exists() and not os.environ.get("SECRET_KEY"):
        return [
            Warning(
                "SECRET_KEY comes from a file of this machine.",
                hint="Set SECRET_KEY in the environment, the same on every host, and back it up.",
                id="crm.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs, **kwargs):
    if set(settings.ALLOWED_HOSTS) <= settings.LOCAL_HOSTS:
        return [
            Warning(
                "ALLOWED_HOSTS names only this machine.",
                hint="Set ALLOWED_HOSTS to the host names that people use, separated by commas.",
                id="crm.W002",
            )
        ]
    return []
