from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from conversations.site import base_url
from crm.create_project import WrongPassword, create_project


class Command(BaseCommand):
    help = "Make a project and its owner; print its public key and the snippet that embeds its chat."

    def add_arguments(self, parser):
        parser.add_argument("name", help="what people call it, like “Fern & Clay”")
        parser.add_argument(
            "--slug", required=True, help="its place in the agents' addresses, like fern-and-clay"
        )
        parser.add_argument(
            "--owner", required=True, metavar="EMAIL", help="who owns it; an account is made if there is none"
        )
        parser.add_argument("--password", required=True, help="the owner's password")
        parser.add_argument("--key", help="its public key in the chat's address; made at random if not given")

    def handle(self, *, name, slug, owner, password, key, **options):
        try:
            project = create_project(name, slug, owner_email=owner, password=password, key=key)
        except ValidationError as error:
            lines = [f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
            raise CommandError("\n".join(lines)) from None
        except WrongPassword:
            raise CommandError(f"password: {owner} has an account already, with another password.") from None
        self.stdout.write(
            f"Key:      {project.key}\n"
            f"Contacts: {base_url()}{project.get_absolute_url()}\n"
            f"Chat:     {base_url()}{project.chat_path}\n"
            f"Embed:    {project.embed_snippet(base_url())}"
        )
