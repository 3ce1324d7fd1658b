from django.db import transaction

from . import limits
from .models import Message, Rating
from .thread import append, locked


class NotNow(Exception):
    """It is not closed, or nobody ever answered: there is nothing to rate."""


@transaction.atomic
def rate(conversation, score, comment="", *, address=None, at=None):
    """
    Note what the visitor says of a closed conversation, in place of what they said of this closing before,
    and return the rating. The same again writes nothing.

    Raises NotNow. With an `address`, raises `limits.TooMuch` when too much came from there.
    """
    conversation = locked(conversation)
    if not conversation.may_be_rated:
        raise NotNow
    current = conversation.current_rating
    if current and (current.score, current.comment) == (score, comment):
        return current
    if address is not None:
        limits.allow(limits.MESSAGES, conversation.lead.visitor_id, address)
    conversation.ratings.filter(is_current=True).update(is_current=False)
    conversation.rated = score
    conversation.save(update_fields=["rated"])
    line = append(conversation, Message.Kind.EVENT, event=Message.Event.RATED, at=at)
    return Rating.objects.create(conversation=conversation, message=line, score=score, comment=comment)
