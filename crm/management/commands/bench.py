from django.core.management.base import BaseCommand

from crm.bench import live


class Command(BaseCommand):
    help = "Fill a project with made-up data of any size, and measure with it."

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="part", required=True)
        live.add_arguments(parts.add_parser("live", help="time the doorbells of many open pages"))

    def handle(self, *, part, **options):
        getattr(self, part)(**options)

    def live(self, **options):
        live.run(self.stdout.write, **options)
