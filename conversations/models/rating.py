from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .conversation import Conversation
from .message import LONGEST_BODY, Message


class Rating(models.Model):
    """
    What a visitor said of a conversation that was closed. It stands in the thread as the line `message`, and
    is never changed: another word is another row. The current one is of the closing that lasts; reopening
    leaves none.
    """

    class Score(models.IntegerChoices):
        VERY_BAD = 1, _("Very bad")
        BAD = 2, _("Bad")
        FAIR = 3, _("Fair")
        GOOD = 4, _("Good")
        VERY_GOOD = 5, _("Very good")

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="ratings")
    message = models.OneToOneField(Message, models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField(_("score"), choices=Score)
    comment = models.TextField(_("comment"), max_length=LONGEST_BODY, blank=True)
    is_current = models.BooleanField(_("of the closing that lasts"), default=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(is_current=True), name="rating_one_current"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_from_one_to_five"),
        ]

    def __str__(self):
        return _("Rated %(score)s of 5") % {"score": self.score}
