from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Projects and people")

    def ready(self):
        from leads.activity import teach

        from . import checks  # noqa: F401
        from .words import WORDS

        teach(WORDS)
