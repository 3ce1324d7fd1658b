from datetime import timedelta
from itertools import zip_longest

PAUSE = timedelta(minutes=5)


def mark_runs(messages):
    """
    Set `goes_on` on each of the messages that its author goes on from at once: who and when is said once,
    below the last of such a run. Oldest first.
    """
    messages = list(messages)
    for message, following in zip_longest(messages, messages[1:]):
        message.goes_on = following is not None and _is_one_run(message, following)
    return messages


def _is_one_run(message, following):
    same = (message.kind, message.author_id) == (following.kind, following.author_id)
    return same and not message.event and following.created_at - message.created_at < PAUSE
