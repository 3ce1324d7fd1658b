"""The background work: retries, jobs lost with their worker, what staff see, and the worker as a process."""

import os
import re
import signal
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from crm.create_project import create_project
from crm.invite import invite
from crm.jobs import periodic, retry
from crm.jobs.health import trouble
from crm.jobs.models import Heartbeat, Turn
from crm.jobs.prune import prune
from crm.jobs.worker import keep
from crm.mail_reset import mail_reset
from tests.crm.production import LONGEST, ROOT, database_url, environment

JOBS = "/admin/django_tasks_database/dbtaskresult/"


@pytest.fixture
def job(agent):
    """A job that waits: a mail to Maya with a link for a new password."""
    return DBTaskResult.objects.get(pk=mail_reset.enqueue(agent.email, "http://testserver/", "en").id)


@pytest.fixture
def no_mail(settings):
    """A mail server that is not there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
        yield


def try_again(job, run_jobs):
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    run_jobs()
    job.refresh_from_db()


def test_a_job_runs_once_and_what_it_was_given_is_forgotten(job, run_jobs):
    run_jobs()
    run_jobs()
    job.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [["maya@fern.example"]]
    assert (job.status, job.args_kwargs) == ("SUCCESSFUL", {"args": [], "kwargs": {}})


def test_a_job_is_rolled_back_with_what_caused_it(project, admin, run_jobs):
    with transaction.atomic():
        invite(project, admin, "nora@fern.example", "agent")
        transaction.set_rollback(True)
    run_jobs()
    assert mail.outbox == []


def test_one_that_fails_waits_longer_each_time_and_is_given_up_in_the_end(job, no_mail, run_jobs):
    waits = []
    for _ in range(retry.MOST_TRIES - 1):
        try_again(job, run_jobs)
        assert job.status == "READY"
        waits.append(round((job.run_after - timezone.now()).total_seconds()))
    assert waits == pytest.approx([15, 60, 240, 960, 3840, 15360, 21600], abs=5)
    try_again(job, run_jobs)
    assert job.status == "FAILED"
    assert trouble() == {"given_up": 1, "waiting": 0}


def test_a_failure_names_nobody_in_the_logs_nor_in_its_row(job, no_mail, run_jobs, caplog):
    run_jobs()
    job.refresh_from_db()
    assert "Job crm.mail_reset.mail_reset failed (conversations.letter.NotSent), try 1" in caplog.text
    assert job.traceback.endswith("NotSent: ConnectionRefusedError\n")
    assert "maya" not in caplog.text + job.traceback


def test_a_job_whose_function_is_gone_is_given_up_like_others(job, run_jobs):
    DBTaskResult.objects.update(task_path="crm.gone.gone")
    for _ in range(retry.MOST_TRIES):
        try_again(job, run_jobs)
    assert job.status == "FAILED"


def test_what_a_dead_worker_was_at_runs_again_and_what_a_living_one_is_at_does_not(job, run_jobs):
    keep("living")
    keep("dead")
    job.claim("living")
    retry.run_lost_again()
    job.refresh_from_db()
    assert job.status == "RUNNING"
    job.claim("dead")
    Heartbeat.objects.filter(worker_id="dead").update(seen_at=timezone.now() - timedelta(minutes=2))
    run_jobs()
    assert len(mail.outbox) == 1
    assert [beat.worker_id for beat in Heartbeat.objects.all()] == ["living"]


def test_one_that_kills_every_worker_is_given_up(job):
    for number in range(retry.MOST_TRIES):
        job.claim(f"worker {number}")
        retry.run_lost_again()
        job.refresh_from_db()
    assert job.status == "FAILED"


def test_staff_see_what_was_given_up_and_run_it_again(job, staff, signed_in, run_jobs):
    DBTaskResult.objects.update(
        status="FAILED", worker_ids=["x"] * retry.MOST_TRIES, finished_at=timezone.now()
    )
    desk = signed_in(staff)
    assert "1 background job was given up" in desk.get("/admin/").text
    assert "mail_reset" in desk.get(f"{JOBS}?status__exact=FAILED").text
    desk.post(JOBS, {"action": "run_again", "_selected_action": [str(job.pk)]})
    run_jobs()
    job.refresh_from_db()
    assert job.status == "SUCCESSFUL"
    assert "background job" not in desk.get("/admin/").text


def test_staff_are_told_when_jobs_wait_and_no_worker_runs(job, staff, signed_in):
    desk = signed_in(staff)
    assert "no worker runs" not in desk.get("/admin/").text
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
    assert "1 background job waits, and no worker runs" in desk.get("/admin/").text
    keep("a-worker")
    assert "no worker runs" not in desk.get("/admin/").text


def test_a_periodic_job_is_enqueued_once_for_each_period(db):
    for _ in range(3):
        periodic.enqueue_due()
    jobs = DBTaskResult.objects.filter(task_path=prune.module_path)
    assert jobs.count() == 1
    Turn.objects.filter(job=prune.module_path).update(due_at=timezone.now())
    periodic.enqueue_due()
    assert jobs.count() == 2


def test_old_jobs_are_pruned(job, agent):
    old = DBTaskResult.objects.get(pk=mail_reset.enqueue(agent.email, "http://testserver/", "en").id)
    old.set_successful(None)
    job.set_successful(None)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=3))
    prune.call()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [job.pk]


def start_worker(*arguments, **values):
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", *arguments],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url(), SECRET_KEY=settings.SECRET_KEY, **values),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def invited(transactional_db):
    project = create_project("Fern & Clay", "fern", owner_email="owner@fern.example", password="-")
    owner = project.members.get()
    return invite(project, owner, "nora@fern.example", "agent", base_url="http://testserver")[1]


def test_a_mail_whose_worker_is_killed_in_the_middle_is_sent_by_the_next(invited):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(LONGEST)
        port = silent.getsockname()[1]
        worker = start_worker(EMAIL_URL=f"smtp://127.0.0.1:{port}")
        silent.accept()
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate(timeout=LONGEST)
    job = DBTaskResult.objects.get(task_path__endswith="mail_invitation")
    assert job.status == "RUNNING"
    Heartbeat.objects.update(seen_at=timezone.now() - retry.LOST_AFTER)
    out, errors = start_worker("--once", EMAIL_URL="consolemail://").communicate(timeout=LONGEST)
    job.refresh_from_db()
    assert (job.status, len(job.worker_ids)) == ("SUCCESSFUL", 2), errors
    assert f"/invitation/{invited}/" in out
    assert "was lost with its worker" in errors


def test_a_worker_that_is_told_to_end_ends_after_the_job_at_hand(invited):
    worker = start_worker(EMAIL_URL="consolemail://")
    for line in worker.stdout:
        if re.search(r"/invitation/\w+", line):
            break
    worker.terminate()
    worker.communicate(timeout=LONGEST)
    assert worker.returncode == 0
    assert DBTaskResult.objects.get(task_path__endswith="mail_invitation").status == "SUCCESSFUL"
    assert not Heartbeat.objects.exists()
