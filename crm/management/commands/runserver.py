from django.contrib.staticfiles.management.commands import runserver

from crm.jobs.worker import start_beside


class Command(runserver.Command):
    """The development server, with a worker in a thread: mail goes out without a second command."""

    def inner_run(self, *args, **options):
        start_beside()
        super().inner_run(*args, **options)
