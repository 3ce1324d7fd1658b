from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = "Projects and people"

    def ready(self):
        from . import checks  # noqa: F401
