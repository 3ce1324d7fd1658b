import logging
import re

SECRET = re.compile(r"(/invitation/|/password/reset/|/chat/[^/\s]+/letters/)[^\s?#\"']+")


def without_secrets(text: str) -> str:
    """Return `text` with what follows these addresses cut: whoever has it comes in."""
    return SECRET.sub(r"\1...", text)


class WithoutSecrets(logging.Filter):
    """Django writes the address of every refused request into its logs."""

    def filter(self, record):
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True
