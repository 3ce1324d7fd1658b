from contextlib import contextmanager

import pytest

from conversations.models import Attempt, Conversation, Message
from leads.models import Lead, ProfileValue
from tests.factories import ConversationFactory


@pytest.fixture
def conversation(project):
    """One that waits for its first answer."""
    return ConversationFactory(project=project)


@pytest.fixture
def nothing_written():
    """Return a context in which a visitor's write may leave no row of any kind behind."""
    models = [Lead, ProfileValue, Conversation, Message, Attempt]

    def rows():
        return {model.__name__: model.objects.count() for model in models}

    @contextmanager
    def guard():
        before = rows()
        yield
        assert rows() == before

    return guard


@pytest.fixture
def chat(visitor):
    """A visitor who has a conversation: their browser, which knows its thread's address as `thread`."""
    visitor.thread = visitor.start("Is the moss glaze dishwasher safe?").url
    visitor.conversation = Conversation.objects.get()
    return visitor
