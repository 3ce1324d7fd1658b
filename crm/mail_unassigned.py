from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from conversations import letter, site
from conversations.models import Conversation

from .models import Membership

PAGE = 200  # members at a time
MOST = 20  # conversations named in one mail


@task()
def tell_unassigned():
    """See which members want to know of a conversation that nobody has taken, and let each be mailed."""
    now, last = timezone.now(), 0
    members = Membership.objects.filter(unassigned_after__isnull=False, user__is_active=True)
    while page := members.filter(pk__gt=last).select_related("project").order_by("pk")[:PAGE]:
        for member in page:
            last = member.pk
            _tell(member, now - timedelta(minutes=member.unassigned_after))


def _tell(member, until):
    """Note in the transaction of the mail's job up to when this member was told: once is enough."""
    since = member.unassigned_told or until
    if not _unassigned(member, since, until).exists():
        return
    with transaction.atomic():
        same = Membership.objects.filter(pk=member.pk, unassigned_told=member.unassigned_told)
        if same.update(unassigned_told=until):
            mail_unassigned.enqueue(member.pk, since.isoformat(), until.isoformat())


def _unassigned(member, since, until):
    waiting = Conversation.objects.in_use().unassigned().filter(project=member.project_id)
    return waiting.filter(waiting_since__gt=since, waiting_since__lte=until).order_by("waiting_since")


@task()
def mail_unassigned(pk, since, until):
    """Mail a member what nobody has taken that began to wait in this time, unless it was taken meanwhile."""
    member = Membership.objects.filter(pk=pk, user__is_active=True).select_related("project", "user").first()
    if member is None:
        return
    waiting = _unassigned(member, datetime.fromisoformat(since), datetime.fromisoformat(until))
    if conversations := list(waiting.select_related("lead")[: MOST + 1]):
        letter.send(
            "unassigned",
            member.user.email,
            key=f"{pk} {until}",
            language=member.project.language,
            link=site.base_url() + reverse("inbox", args=[member.project.slug]),
            headers={"List-Unsubscribe": f"<{site.base_url()}{reverse('notifications')}>"},
            project=member.project,
            conversations=conversations[:MOST],
            has_more=len(conversations) > MOST,
            minutes=member.unassigned_after,
        )
