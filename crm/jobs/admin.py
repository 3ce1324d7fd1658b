from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from leads.staff.lists import ReadOnlyAdmin, StaffAdmin, column

from .models import Heartbeat, Turn
from .retry import run_again

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class JobAdmin(StaffAdmin, DBTaskResultAdmin):
    """What the background work is at, and what it gave up, which staff may run again."""

    list_display = [
        "name",
        "status",
        "tries",
        column("enqueued_at", _("enqueued")),
        "waits_until",
        column("finished_at", _("finished")),
        "failure",
    ]
    list_filter = ["status"]
    search_fields = ["task_path"]
    search_help_text = _("A part of a job’s name.")
    actions = ["run_again"]

    @admin.action(description=_("Run again what was given up"), permissions=["run"])
    def run_again(self, request, jobs):
        count = run_again(jobs)
        words = ngettext("%(count)s job runs again.", "%(count)s jobs run again.", count)
        messages.success(request, words % {"count": count})

    def has_run_permission(self, request):
        return request.user.has_perm("django_tasks_database.change_dbtaskresult")

    @admin.display(description=_("job"))
    def name(self, job):
        return job.task_name

    @admin.display(description=_("tries"))
    def tries(self, job):
        return len(job.worker_ids)

    @admin.display(description=_("waits until"))
    def waits_until(self, job):
        return self.display_run_after(job)

    @admin.display(description=_("last failure"))
    def failure(self, job):
        return job.exception_class_path.rpartition(".")[2]


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ["worker_id", "started_at", "seen_at"]


@admin.register(Turn)
class TurnAdmin(ReadOnlyAdmin):
    list_display = ["job", "due_at"]
