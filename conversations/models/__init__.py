from .attempt import Attempt
from .canned_reply import CannedReply
from .conversation import Conversation
from .doorbell import Doorbell
from .message import Message
from .rating import Rating
from .read_mark import ReadMark

__all__ = ["Attempt", "CannedReply", "Conversation", "Doorbell", "Message", "Rating", "ReadMark"]
