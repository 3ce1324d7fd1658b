from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """A worker that lives. One that was killed stops beating, and what it ran is run again."""

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    seen_at = models.DateTimeField(_("last sign of life"), default=timezone.now)

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self):
        return self.worker_id


class Turn(models.Model):
    """When a periodic job is next due. Whoever moves `due_at` on is the one that enqueues it."""

    job = models.CharField(_("job"), max_length=200, unique=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)

    class Meta:
        ordering = ["job"]
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self):
        return self.job
