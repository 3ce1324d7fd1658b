from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from conversations import letter, site
from conversations.models import Conversation

from .models import Membership

PAGE = 200  # members at a time
MOST = 1000  # counted, and no further


@task()
def tell_digests():
    """See for which members it is morning, and let each be mailed once a day."""
    now, last = timezone.now(), 0
    members = Membership.objects.filter(daily_digest=True, user__is_active=True).select_related("project")
    while page := members.filter(pk__gt=last).order_by("pk")[:PAGE]:
        for member in page:
            last = member.pk
            if member.digest_is_due(now):
                _tell(member, member.local(now).date())


@transaction.atomic
def _tell(member, today):
    same = Membership.objects.filter(pk=member.pk, digest_told=member.digest_told)
    if same.update(digest_told=today):
        mail_digest.enqueue(member.pk, today.isoformat())


@task()
def mail_digest(pk, day):
    """Mail a member what waits, and what was new on the day before `day`, unless there is nothing to say."""
    member = Membership.objects.filter(pk=pk, user__is_active=True).select_related("project", "user").first()
    if member is None:
        return
    counts = figures(member, date.fromisoformat(day))
    if any(counts.values()):
        letter.send(
            "digest",
            member.user.email,
            key=f"{pk} {day}",
            language=member.project.language,
            link=site.base_url() + reverse("inbox", args=[member.project.slug]),
            headers={"List-Unsubscribe": f"<{site.base_url()}{reverse('notifications')}>"},
            project=member.project,
            **counts,
        )


def figures(member, today):
    """Return how many conversations wait for this member, for nobody yet, and were opened the day before."""
    conversations = Conversation.objects.in_use().filter(project=member.project_id)
    waiting = conversations.filter(waiting_since__isnull=False)
    zone = ZoneInfo(member.project.time_zone)
    begin, end = (datetime.combine(day, time(), zone) for day in (today - timedelta(days=1), today))
    # Found by status and last message, which have an index: what was opened then was spoken in since.
    opened = conversations.filter(status__in=Conversation.Status.values, last_message_at__gte=begin)
    lists = {
        "mine": waiting.filter(assignee=member.user),
        "unassigned": waiting.unassigned(),
        "opened": opened.filter(created_at__gte=begin, created_at__lt=end),
    }
    return {name: rows[:MOST].count() for name, rows in lists.items()}
