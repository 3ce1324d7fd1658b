"""Whether this process goes on. The server that runs it says so, or streams would keep it from stopping."""

_worker = None


def follow(worker):
    """End all streams as soon as `worker.alive`, of gunicorn, is false."""
    global _worker
    _worker = worker


def is_near():
    return _worker is not None and not _worker.alive
