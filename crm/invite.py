"""How people come into a project: an invitation is made, revoked and accepted here."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from leads.activity import changes_between, record

from . import site
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
    email, now, token = email.strip().lower(), timezone.now(), secrets.token_urlsafe(32)
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
        token_hash=Invitation.hash_of(token),
        invited_by=by,
        created_at=now,
        expires_at=now + Invitation.LASTS,
    )
    invitation.full_clean()
    invitation.save()
    changes = changes_between({}, in_words(role))
    record("member.invited", project=project, actor=by, subject=invitation, changes=changes)
    if email:
        link = link_of(token, base_url or site.base_url())
        # Robust: the invitation stands when the mail fails, and its link is shown to the inviter anyway.
        transaction.on_commit(lambda: _mail(invitation, link), robust=True)
    return invitation, token


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


def _mail(invitation, link):
    context = {"invitation": invitation, "project": invitation.project, "link": link}
    with translation.override(invitation.project.language):
        subject = render_to_string("registration/invitation_subject.txt", context)
        body = render_to_string("registration/invitation_email.txt", context)
    send_mail(" ".join(subject.split()), body, None, [invitation.email])
