"""What a contact is found by beside what holds now: the words of its other leads, and former values."""

from django.db.models import Max

from .fold import digits_of, fold
from .models import Lead, ProfileValue
from .models.lead import INDEXED

LONGEST = 4000  # characters: a contact that was called more than that is found by the newest


def refresh(head_id):
    """
    Bring what the contact with this head is found by, and when it was seen last, in step with all its leads.
    To be called whenever they change, or a value of one of them gives way to another.
    """
    head = Lead.objects.select_for_update(no_key=True).get(pk=head_id)
    rows = ProfileValue.objects.filter(lead__contact=head, field__key__in=INDEXED)
    said = rows.order_by("-id").values_list("field__key", "value")
    words = [digits_of(value) if key == "phone" else fold(value) for key, value in said]
    head.also_known_as = ""
    head.index()
    others = dict.fromkeys(word for word in words if word not in head.search_text)
    head.also_known_as = " ".join(others)[:LONGEST]
    head.last_seen = head.leads.aggregate(latest=Max("seen_at"))["latest"]
    head.save(update_fields=["also_known_as", "last_seen", *INDEXED])
