from .attempt import Attempt
from .conversation import Conversation
from .message import Message

__all__ = ["Attempt", "Conversation", "Message"]
