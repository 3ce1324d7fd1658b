from .activity import Activity
from .lead import Lead
from .merge import Merge
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue
from .suggestion import Suggestion, Trait

__all__ = [
    "Activity",
    "FieldChoice",
    "Lead",
    "Merge",
    "ProfileField",
    "ProfileValue",
    "Suggestion",
    "Trait",
]
