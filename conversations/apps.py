from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("Conversations")

    def ready(self):
        from leads.erase import erased
        from leads.holdings import hold

        from .holdings import HOLDINGS
        from .live.announce import end_streams_of_erased

        hold(*HOLDINGS)
        erased.connect(end_streams_of_erased)
