from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = "Leads"

    def ready(self):
        from .activity import teach
        from .search_index import keep_search_index
        from .words import WORDS

        teach(WORDS)
        # A signal, because Django rebuilds a SQLite table to alter it, and the triggers of the search index
        # go with the old one.
        post_migrate.connect(keep_search_index, sender=self)
