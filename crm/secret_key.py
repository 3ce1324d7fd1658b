import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def secret_key_in(path: Path) -> str:
    """
    Return the secret key kept in `path`, made once if there is none.

    Several processes may start at the same moment: the file appears whole, and the first one wins.
    """
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as error:
        raise ImproperlyConfigured(f"Set SECRET_KEY: {path.parent} cannot keep one ({error}).") from error
    return path.read_text().strip()
