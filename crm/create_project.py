from django.db import transaction

from leads.models import ProfileField

from .models import Membership, Project, User


class WrongPassword(ValueError):
    """Somebody, named by their e-mail, has an account already, with another password."""


@transaction.atomic
def create_project(name, slug, *, owner_email, password, key=None, **fields):
    """
    Make a project, the profile fields that every project has, and its owner, and return the project.

    An owner who has an account keeps it; the password must be theirs. Raises WrongPassword, and
    ValidationError for a name, slug or key that cannot be.
    """
    project = Project(name=name, slug=slug, **fields, **({"key": key} if key else {}))
    project.full_clean()
    return found(project, account(owner_email, password))


@transaction.atomic
def found(project, owner):
    """Save a new project with its owner and the profile fields that every project has, and return it."""
    project.save()
    ProfileField.objects.create_built_in(project)
    Membership.objects.create(project=project, user=owner, role=Membership.Role.OWNER)
    return project


def account(email, password):
    """
    Return the account of `email`, made if there is none.

    Raises WrongPassword where there is one with another password, and ValidationError for no e-mail.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User(email=email.strip().lower())
        user.set_password(password)
        user.full_clean()
        user.save()
    elif not user.check_password(password):
        raise WrongPassword(email)
    return user
