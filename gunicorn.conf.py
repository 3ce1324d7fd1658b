import json
import os
from datetime import UTC, datetime

from gunicorn.glogging import Logger


class JsonAccessLogger(Logger):
    def access(self, resp, req, environ, request_time):
        """Log without query string and referrer: both may hold an e-mail address."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "remote": environ.get("REMOTE_ADDR"),
            "method": environ.get("REQUEST_METHOD"),
            "path": environ.get("RAW_URI", "").partition("?")[0],
            "status": int(str(resp.status).split()[0]),
            "bytes": getattr(resp, "sent", None),
            "ms": request_time.seconds * 1000 + request_time.microseconds // 1000,
        }
        self.access_log.info(json.dumps(line))


wsgi_app = "crm.wsgi:application"
bind = f"0.0.0.0:{os.environ.get('PORT', 8000)}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", 2))
threads = int(os.environ.get("THREADS", 8))
keepalive = 65  # longer than the usual 60 s of a proxy, so that the proxy is the one to hang up
graceful_timeout = 9  # a container is killed 10 s after it was told to stop
control_socket_disable = True
logger_class = JsonAccessLogger
accesslog = "-"
loglevel = "info"
