import factory
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory

from conversations.models import Conversation, Message
from conversations.thread import append
from crm.models import Membership, User
from leads.models import Lead, ProfileField
from leads.models.lead import NOT_YET_KNOWN


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password("password")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)


class LeadFactory(DjangoModelFactory):
    """A contact of `project`. Columns only: what was typed where is written by `leads.profile.write`."""

    class Meta:
        model = Lead

    visitor_id = factory.Faker("uuid4", cast_to=None)
    last_seen = factory.LazyFunction(timezone.now)
    seen_at = factory.SelfAttribute("last_seen")


def create_leads(project, rows):
    """Make many contacts at once, one for each dictionary of columns, and return them."""
    leads = [Lead(project=project, contact_id=NOT_YET_KNOWN, **row) for row in rows]
    for lead in leads:
        lead.index()
    Lead.objects.bulk_create(leads)
    Lead.objects.filter(contact=NOT_YET_KNOWN).update(contact=F("id"))
    for lead in leads:
        lead.contact_id = lead.pk
    return leads


class ProfileFieldFactory(DjangoModelFactory):
    class Meta:
        model = ProfileField

    key = factory.Sequence(lambda number: f"field_{number}")
    label = factory.LazyAttribute(lambda field: field.key.capitalize())
    kind = "text"


class ConversationFactory(DjangoModelFactory):
    """A conversation with one message of its visitor: `body`, sent at `created_at`."""

    class Meta:
        model = Conversation
        skip_postgeneration_save = True

    lead = factory.SubFactory(LeadFactory, project=factory.SelfAttribute("..project"))
    subject = "Is the moss glaze dishwasher safe?"
    created_at = factory.LazyFunction(timezone.now)
    last_message_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def body(conversation, create, body, **kwargs):
        append(conversation, Message.Kind.VISITOR, body or conversation.subject, at=conversation.created_at)
