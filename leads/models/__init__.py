from .activity import Activity
from .lead import Lead
from .merge import Merge
from .note import Note
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue
from .suggestion import Suggestion, Trait
from .tag import LeadTag, Tag

__all__ = [
    "Activity",
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
