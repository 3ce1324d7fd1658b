from django.core.management.base import BaseCommand

from crm.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run background jobs: mail and whatever else takes time. Ends with SIGTERM after the job at hand."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run what is due, then end")

    def handle(self, *, once, **options):
        worker = Worker(batch=once)
        worker.configure_signals()
        worker.run()
