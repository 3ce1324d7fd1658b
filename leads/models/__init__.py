from .activity import Activity
from .lead import Lead
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue

__all__ = ["Activity", "FieldChoice", "Lead", "ProfileField", "ProfileValue"]
