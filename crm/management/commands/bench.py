import secrets

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from crm.bench import live
from crm.bench.admin_pages import pages
from crm.bench.load import load, make_project
from crm.bench.measure import measure, signed_in_superuser, table
from crm.bench.progress import Progress
from crm.create_project import WrongPassword
from crm.models import Project


class Command(BaseCommand):
    help = "Fill a project with made-up data of any size, and measure with it."

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="part", required=True)
        loading = parts.add_parser("load", help="add made-up people, with 5 conversations each on average")
        loading.add_argument("--leads", type=int, required=True, metavar="N", help="how many there are to be")
        loading.add_argument("--project", default="bench", metavar="SLUG", help="made if there is none")
        loading.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")
        pages = parts.add_parser("admin", help="time every list, search and row of the Django admin")
        pages.add_argument("--project", default="bench", metavar="SLUG", help="whose rows are filtered for")
        pages.add_argument("--times", type=int, default=5, help="how often each page is got")
        live.add_arguments(parts.add_parser("live", help="time the doorbells of many open pages"))

    def handle(self, *, part, **options):
        getattr(self, part)(**options)

    def load(self, *, leads, project, seed, **options):
        if leads < 1:
            raise CommandError("--leads: 1 at least.")
        found = Project.objects.filter(slug=project).first() or self._make(project)
        progress = Progress(self.stderr, "leads", leads)
        added = load(found, leads, seed, progress.at)
        self.stdout.write(f"{added:,} leads added to {found.name}: {found.get_absolute_url()}")

    def admin(self, *, project, times, **options):
        try:
            found = Project.objects.get(slug=project)
        except Project.DoesNotExist:
            raise CommandError(f"--project: there is no {project}. bench load makes it.") from None
        with signed_in_superuser(found) as client:
            todo = list(pages(client, found))
            progress = Progress(self.stderr, "pages", len(todo))
            rows = []
            for page, path in todo:
                rows.append(measure(client, page, path, times))
                progress.at(len(rows))
        self.stdout.write(table(rows))

    def _make(self, slug):
        password = secrets.token_urlsafe(9)
        try:
            project = make_project(slug, password)
        except ValidationError as error:
            raise CommandError(f"--project: {' '.join(error.messages)}") from None
        except WrongPassword:
            raise CommandError(f"owner@{slug}.example has an account already.") from None
        self.stdout.write(f"Made {project.name}. Sign in as owner@{slug}.example, password {password}")
        return project

    def live(self, **options):
        live.run(self.stdout.write, **options)
