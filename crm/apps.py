from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = "Projects and people"

    def ready(self):
        from leads.activity import teach

        from . import checks  # noqa: F401
        from .words import WORDS

        teach(WORDS)
