from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class ErasedVisitorQuerySet(models.QuerySet):
    def of(self, project, visitor_id):
        return self.filter(project=project, key=key_of(project, visitor_id))


class ErasedVisitor(models.Model):
    """
    A visitor ID whose lead was erased, as a keyed hash: whoever comes with its cookie gets another ID. It is
    of no use for longer than such a cookie lasts.
    """

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64, editable=False)
    erased_at = models.DateTimeField(_("erased"), default=timezone.now, editable=False)

    objects = ErasedVisitorQuerySet.as_manager()

    class Meta:
        verbose_name = _("erased visitor")
        verbose_name_plural = _("erased visitors")
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="erased_visitor_once")]
        indexes = [models.Index(fields=["erased_at"], name="erased_visitor_by_age")]

    def __str__(self):
        return self.key[:8]


def key_of(project, visitor_id):
    """
    Return the keyed hash of a visitor ID. With another SECRET_KEY no cookie is valid, and no hash needed.
    """
    return salted_hmac("leads.erased", f"{project.pk} {visitor_id.hex}", algorithm="sha256").hexdigest()
