from django.db import transaction

from leads.models import ProfileField

from .models import Membership, Project, User


class WrongPassword(ValueError):
    """The owner named has an account already, with another password."""


@transaction.atomic
def create_project(name, slug, *, owner_email, password, key=None, **fields):
    """
    Make a project, the profile fields that every project has, and its owner, and return the project.

    An owner who has an account keeps it; the password must be theirs. Raises WrongPassword, and
    ValidationError for a name, slug or key that cannot be.
    """
    project = Project(name=name, slug=slug, **fields, **({"key": key} if key else {}))
    project.full_clean()
    return found(project, _owner(owner_email, password))


@transaction.atomic
def found(project, owner):
    """Save a new project with its owner and the profile fields that every project has, and return it."""
    project.save()
    ProfileField.objects.create_built_in(project)
    Membership.objects.create(project=project, user=owner, role=Membership.Role.OWNER)
    return project


def _owner(email, password):
    owner = User.objects.filter(email=email.strip().lower()).first()
    if owner is None:
        owner = User(email=email.strip().lower())
        owner.set_password(password)
        owner.full_clean()
        owner.save()
    elif not owner.check_password(password):
        raise WrongPassword
    return owner
