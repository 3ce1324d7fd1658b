import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from conversations.limits import TooMuch
from conversations.receive import LARGEST, receive

# What mail servers read from the programs they pipe to: sysexits.h.
REFUSED, LATER = 67, 75


class Command(BaseCommand):
    help = "Read one e-mail from standard input, as a mail server pipes it, into its conversation."

    def add_arguments(self, parser):
        parser.add_argument(
            "recipients", nargs="*", help="whom it was sent to, where the mail server says so"
        )

    def handle(self, *, recipients, **options):
        try:
            outcome = receive(sys.stdin.buffer.read(LARGEST + 1), recipients)
        except (TooMuch, DatabaseError):
            self.stderr.write("Try again later.")
            sys.exit(LATER)
        self.stdout.write(outcome.value)
        if outcome.is_refused:
            sys.exit(REFUSED)
