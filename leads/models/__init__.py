from .lead import Lead
from .profile_field import FieldChoice, ProfileField
from .profile_value import ProfileValue

__all__ = ["FieldChoice", "Lead", "ProfileField", "ProfileValue"]
