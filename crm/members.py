"""What becomes of those who work in a project: their role, and their leaving."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conversations.hand_over import hand_over
from conversations.live import announce
from conversations.models import Conversation
from leads.activity import changes_between, record

from .invite import end
from .models import Membership, Project
from .rights import NotAllowed, Refused, in_words, locked_member


class LastOwner(Refused):
    words = _("A project needs an owner. Make somebody else an owner first.")


class Oneself(Refused):
    words = _("Nobody deactivates themselves: ask somebody else.")


class NotAMember(Refused):
    words = _("This person no longer works in the project.")


class NoSuchRole(Refused):
    words = _("There is no such role.")


class CannotTakeOver(Refused):
    words = _("Only somebody else who works in this project can take the conversations over.")


@transaction.atomic
def change_role(membership, role, by) -> Membership:
    """
    Give a member another role. Their open invitations to roles they may no longer give end.

    Raises NotAllowed, LastOwner, NotAMember and NoSuchRole.
    """
    actor = locked_member(membership.project, by)
    member = _as_it_is_now(membership)
    if role not in Membership.Role.values:
        raise NoSuchRole
    if not (actor.may_manage_role(member.role) and actor.may_manage_role(role)):
        raise NotAllowed
    if role == member.role:
        return member
    _keep_an_owner(member)
    changes = changes_between(in_words(member.role), in_words(role))
    member.role = role
    member.save(update_fields=["role"])
    record("member.role", project=member.project, actor=by, subject=member.user, changes=changes)
    _end_invitations(member, by, keep=member.roles_to_give)
    return member


@transaction.atomic
def remove(membership, by, hand_over_to=None):
    """
    End a membership; anybody may end their own. The member's open conversations become nobody's, or those
    of the user `hand_over_to`, and each thread says so. Invitations that they made end.

    Raises NotAllowed, LastOwner, NotAMember and CannotTakeOver.
    """
    actor = locked_member(membership.project, by)
    member = _as_it_is_now(membership)
    if actor != member and not actor.may_manage_role(member.role):
        raise NotAllowed
    _keep_an_owner(member)
    if hand_over_to and hand_over_to not in successors(member):
        raise CannotTakeOver
    hand_over(member.project, member.user, hand_over_to, by)
    _end_invitations(member, by, keep=[])
    action = "member.left" if actor == member else "member.removed"
    record(action, project=member.project, actor=by, subject=member.user)
    member.delete()
    announce.access_changed(member.user_id)


@transaction.atomic
def deactivate(user, by):
    """
    End somebody's work everywhere: they are signed out and can sign in no more, their open conversations
    become nobody's, and the invitations that they made end.

    Raises LastOwner where a project would be left without an owner, and Oneself.
    """
    if user == by:
        raise Oneself
    projects = Project.objects.select_for_update(no_key=True, of=["self"]).filter(members=user)
    list(projects.order_by("pk"))
    for membership in user.memberships.order_by("project"):
        member = _as_it_is_now(membership)
        _keep_an_owner(member)
        hand_over(member.project, user, None, by)
        _end_invitations(member, by, keep=[])
        record("member.deactivated", project=member.project, actor=by, subject=user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    announce.access_changed(user.pk)


def open_conversations(membership):
    return Conversation.objects.open().filter(project=membership.project_id, assignee=membership.user_id)


def successors(membership):
    """Return the users who can take over what the member leaves behind."""
    members = membership.project.members.filter(is_active=True).exclude(pk=membership.user_id)
    return members.order_by("name", "email")


def _as_it_is_now(membership):
    """Return it locked: whoever assigns them a conversation holds it too, and waits."""
    members = Membership.objects.select_for_update(of=["self"]).select_related("user", "project")
    member = members.filter(pk=membership.pk).first()
    if member is None:
        raise NotAMember
    return member


def _keep_an_owner(member):
    """To be called before an owner stops being one. An owner who cannot sign in is none."""
    owners = Membership.objects.filter(
        project=member.project_id, role=Membership.Role.OWNER, user__is_active=True
    )
    if member.role == Membership.Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LastOwner


def _end_invitations(member, by, keep):
    """Or whoever leaves could come in again by a link of their own."""
    end(member.project.invitations.open().filter(invited_by=member.user_id).exclude(role__in=keep), by)
