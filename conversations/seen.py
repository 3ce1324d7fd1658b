from django.db import transaction

from .live import announce
from .models import Conversation, ReadMark


def seen_by_visitor(conversation, seq=None):
    """
    Note that the visitor has read the thread up to `seq`, or all of it. A place that they have read
    already, or that nothing stands at yet, changes nothing.
    """
    seq = conversation.last_seq if seq is None else min(seq, conversation.last_seq)
    if not conversation.has_news or seq <= conversation.visitor_seen_seq:
        return
    with transaction.atomic():
        unread = Conversation.objects.filter(pk=conversation.pk, visitor_seen_seq__lt=seq)
        if unread.update(visitor_seen_seq=seq):
            announce.seen(conversation, seq)
    conversation.visitor_seen_seq = seq


def seen_by_agent(conversation, user, seq=None):
    """Note how far `user` has read, likewise. The visitor is shown that somebody has."""
    seq = conversation.last_seq if seq is None else min(seq, conversation.last_seq)
    before = conversation.read_marks.filter(user=user).values_list("seq", flat=True).first() or 0
    if seq <= before:
        return
    with transaction.atomic():
        ReadMark.objects.get_or_create(conversation=conversation, user=user, defaults={"seq": 0})
        ReadMark.objects.filter(conversation=conversation, user=user, seq__lt=seq).update(seq=seq)
        if before < conversation.heard_seq <= seq:
            announce.seen(conversation, seq, user)
