from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conversations.poll_mail import BoxAway, poll_mail


class Command(BaseCommand):
    help = "Read the unread e-mails of the box that IMAP_URL names, as the worker does every minute."

    def handle(self, **options):
        if not settings.IMAP_URL:
            raise CommandError("Set IMAP_URL, like imaps://user:password@host/INBOX.")
        try:
            poll_mail.call()
        except BoxAway as error:
            raise CommandError(f"The mail box did not answer: {error}.") from None
