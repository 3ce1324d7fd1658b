import json
import os
from datetime import UTC, datetime

from gunicorn.glogging import Logger
from pythonjsonlogger.json import JsonFormatter

from conversations.live import ending
from crm.logs import without_secrets


class JsonLogger(Logger):
    """One JSON object a line, without what could name a person: no address, no query string, no referrer."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def access(self, resp, req, environ, request_time):
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": environ.get("REQUEST_METHOD"),
            "path": without_secrets(environ.get("RAW_URI", "").partition("?")[0]),
            "status": int(str(resp.status).split()[0]),
            "bytes": getattr(resp, "sent", None),
            "ms": request_time.seconds * 1000 + request_time.microseconds // 1000,
        }
        self.access_log.info(json.dumps(line))


def post_worker_init(worker):
    ending.follow(worker)


# What this service is: the pages and the live streams, or one of them beside a service that is the other.
SERVICES = {"all": "crm.asgi:application", "live": "crm.asgi:live", "pages": "crm.wsgi:application"}

service = os.environ.get("SERVICE", "all")
wsgi_app = SERVICES[service]
bind = f"0.0.0.0:{os.environ.get('PORT', 8000)}"
worker_class = "gthread" if service == "pages" else "asgi"
asgi_lifespan = "off"
workers = int(os.environ.get("WEB_CONCURRENCY", 2))
threads = int(os.environ.get("THREADS", 8)) if service == "pages" else 1
keepalive = 65  # longer than the usual 60 s of a proxy, so that the proxy is the one to hang up
graceful_timeout = 9  # a container is killed 10 s after it was told to stop
control_socket_disable = True
logger_class = JsonLogger
accesslog = "-"
loglevel = "info"
