from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self):
        from .activity import teach
        from .search_index import keep_search_index
        from .statistics import keep_statistics
        from .words import WORDS

        teach(WORDS)
        # A signal, because Django rebuilds a SQLite table to alter it, and the triggers of the search index
        # go with the old one.
        post_migrate.connect(keep_search_index, sender=self)
        connection_created.connect(keep_statistics)
