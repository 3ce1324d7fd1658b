from django.db import transaction

from .live import announce
from .models import Conversation, ReadMark


@transaction.atomic
def seen_by_visitor(conversation, seq=None):
    """
    Note that the visitor has read the thread up to `seq`, or all of it. A place that they have read
    already, or that nothing stands at yet, changes nothing.
    """
    seq = min(conversation.last_seq, conversation.last_seq if seq is None else seq)
    unread = Conversation.objects.filter(pk=conversation.pk, visitor_seen_seq__lt=seq)
    if conversation.replied_seq > conversation.visitor_seen_seq and unread.update(visitor_seen_seq=seq):
        conversation.visitor_seen_seq = seq
        announce.seen(conversation, seq)


@transaction.atomic
def seen_by_agent(conversation, user, seq=None):
    """Note how far `user` has read, likewise. The visitor is shown that somebody has."""
    seq = min(conversation.last_seq, conversation.last_seq if seq is None else seq)
    mark, is_new = ReadMark.objects.get_or_create(conversation=conversation, user=user, defaults={"seq": seq})
    before = 0 if is_new else mark.seq
    if not is_new and not ReadMark.objects.filter(pk=mark.pk, seq__lt=seq).update(seq=seq):
        return
    if before < conversation.heard_seq <= seq:
        announce.seen(conversation, seq, user)
