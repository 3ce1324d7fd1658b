from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from conversations.site import base_url
from crm.create_project import WrongPassword
from crm.demo import SLUG
from crm.demo.build import MAYA, PASSWORD, ROSA, TOM, build
from crm.models import Project


class Command(BaseCommand):
    help = "Make the demo project, if it is not there, and print its addresses and logins."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demo is switched off here, because everybody knows its passwords. DEMO=1 switches it on."
            )
        if not Project.objects.filter(slug=SLUG).exists():
            self._build()
        for label, text in self._lines(Project.objects.get(slug=SLUG)):
            self.stdout.write(f"{label:<10}{text}")

    def _build(self):
        try:
            build()
        except ValidationError as error:
            raise CommandError(f"The demo does not fit in here: {' '.join(error.messages)}") from None
        except WrongPassword as somebody:
            raise CommandError(f"{somebody} has an account already, with another password.") from None

    def _lines(self, project):
        site = base_url()
        return [
            ("Owner", f"{MAYA}  password {PASSWORD}"),
            ("Admin", f"{ROSA}  password {PASSWORD}"),
            ("Agent", f"{TOM}   password {PASSWORD}"),
            ("Staff", f"{site}{reverse('admin:index')}  (Maya's login opens it, too)"),
            ("Contacts", f"{site}{project.get_absolute_url()}"),
            ("Inbox", f"{site}{reverse('inbox', args=[project.slug])}"),
            ("Chat", f"{site}{project.chat_path}"),
            ("Shop", f"{site}{reverse('demo')}"),
        ]
