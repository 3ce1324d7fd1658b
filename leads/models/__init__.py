from .activity import Activity
from .lead import Lead
from .merge import Merge
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue

__all__ = ["Activity", "FieldChoice", "Lead", "Merge", "ProfileField", "ProfileValue"]
