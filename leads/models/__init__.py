from .activity import Activity
from .erased_visitor import ErasedVisitor
from .lead import Lead
from .merge import Merge
from .note import Note
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue
from .suggestion import Suggestion, Trait
from .tag import LeadTag, Tag

__all__ = [
    "Activity",
    "ErasedVisitor",
    "FieldChoice",
    "Lead",
    "LeadTag",
    "Merge",
    "Note",
    "ProfileField",
    "ProfileValue",
    "Suggestion",
    "Tag",
    "Trait",
]
