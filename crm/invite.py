"""How people come into a project: an invitation is made, revoked and accepted here."""

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from conversations import letter, site
from leads.activity import changes_between, record

from .models import Invitation, Membership, User
from .rights import NotAllowed, Refused, in_words, lock_members, locked_member

MOST_OPEN = 100


class Closed(Refused):
    """Nobody can come in by this link."""


class Unknown(Closed):
    words = _("There is no such invitation. The link may have been cut off on its way to you.")


class Expired(Closed):
    words = _("This invitation has expired. Ask for a new one.")


class Used(Closed):
    words = _("This invitation was used already. Each one works once.")


class Revoked(Closed):
    words = _("This invitation was revoked. Ask for a new one if that was a mistake.")


class AlreadyAMember(Refused):
    words = _("This person works in the project already.")


class ForSomebodyElse(Refused):
    words = _("This invitation is for another e-mail than the one you are signed in with.")


class HasAnAccount(Refused):
    words = _("Somebody has an account with this e-mail already. Sign in with it, then open the link again.")


class KeyChanged(Exception):
    """The token cannot be had again, since it was made with another SECRET_KEY."""


class TooMany(Refused):
    words = _("Too many invitations are open. Revoke some that nobody needs.")


@transaction.atomic
def invite(project, by, email, role, *, base_url=None):
    """
    Make an invitation and return it with its token, which cannot be had again. With an `email` the link is
    mailed there, and an earlier one to the same person ends.

    Raises NotAllowed, AlreadyAMember, TooMany, and ValidationError for what is no e-mail or role.
    """
    if not locked_member(project, by).may_manage_role(role):
        raise NotAllowed
    email, now = email.strip().lower(), timezone.now()
    if email and project.members.filter(email=email).exists():
        raise AlreadyAMember
    if project.invitations.open().count() >= MOST_OPEN:
        raise TooMany
    if email:
        end(project.invitations.filter(email=email, accepted_at=None, revoked_at=None), by)
    invitation = Invitation(
        project=project,
        email=email,
        role=role,
        invited_by=by,
        created_at=now,
        expires_at=now + Invitation.LASTS,
    )
    invitation.token_hash = Invitation.hash_of(invitation.token)
    invitation.full_clean()
    invitation.save()
    changes = changes_between({}, in_words(role))
    record("member.invited", project=project, actor=by, subject=invitation, changes=changes)
    if email:
        mail_invitation.enqueue(invitation.pk, base_url or site.base_url())
    return invitation, invitation.token


def link_of(token, base_url):
    return f"{base_url.rstrip('/')}{reverse('invitation', args=[token])}"


@transaction.atomic
def revoke(invitation, by):
    """
    End an invitation, so that its link lets nobody in. One that has ended stays as it is.

    Raises NotAllowed for whoever may not give its role, and Used when somebody came in by it.
    """
    member = locked_member(invitation.project, by)
    invitation = Invitation.objects.get(pk=invitation.pk)
    if not member.may_manage_role(invitation.role):
        raise NotAllowed
    if invitation.accepted_at:
        raise Used
    if not invitation.revoked_at:
        end([invitation], by)
    return invitation


def end(invitations, by):
    """Revoke what the caller has found to be open and has locked the project of."""
    for invitation in invitations:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record("invitation.revoked", project=invitation.project, actor=by, subject=invitation)


def find(token):
    """Return the open invitation of a token. Raises Unknown, Used, Revoked or Expired."""
    invitation = Invitation.objects.of_token(token).select_related("project", "invited_by").first()
    if invitation is None:
        raise Unknown
    if invitation.accepted_at:
        raise Used
    if invitation.revoked_at:
        raise Revoked
    if invitation.expires_at <= timezone.now():
        raise Expired
    return invitation


@transaction.atomic
def accept(token, *, user=None, email="", name="", password="") -> Membership:
    """
    Let `user` into the project, or a new person, who gets an account. `email` is theirs where the invitation
    names none.

    Raises what `find` raises, ForSomebodyElse, AlreadyAMember, HasAnAccount, and ValidationError for an
    e-mail, name or password that cannot be. Then the invitation stays open.
    """
    lock_members(find(token).project)
    invitation = find(token)
    if user is None:
        user = _new_person(invitation.email or email.strip().lower(), name, password)
    elif invitation.email and invitation.email != user.email:
        raise ForSomebodyElse
    if user.memberships.filter(project=invitation.project).exists():
        raise AlreadyAMember
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    changes = changes_between({}, in_words(invitation.role))
    record("member.joined", project=invitation.project, actor=user, subject=user, changes=changes)
    return Membership.objects.create(project=invitation.project, user=user, role=invitation.role)


def _new_person(email, name, password):
    user = User(email=email, name=name)
    if User.objects.filter(email=email).exists():
        raise HasAnAccount
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise HasAnAccount from None
    return user


@task()
def mail_invitation(pk, base_url):
    """Mail an invitation's link, unless it has ended meanwhile."""
    invitation = Invitation.objects.open().select_related("project", "invited_by").filter(pk=pk).first()
    if invitation is None:
        return
    if Invitation.hash_of(invitation.token) != invitation.token_hash:
        raise KeyChanged
    letter.send(
        "invitation",
        invitation.email,
        key=invitation.pk,
        language=invitation.project.language,
        link=link_of(invitation.token, base_url),
        invitation=invitation,
    )
