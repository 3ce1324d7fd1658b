"""A website that embeds the chat: somebody else's pages, on a host and under a policy of their own."""

import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">{head}</head>
<body>{body}{snippet}</body></html>"""
# What docs/embed.md says that a host has to allow, and nothing else.
STRICT = (
    "default-src 'none'; script-src {crm}; frame-src {crm}; img-src data:; require-trusted-types-for 'script'"
)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser hangs up on the certificate first, then takes it."""


class Site:
    """Serves `pages`, by path, on each name that leads here; `policy` is sent with all of them."""

    def __init__(self, certificate=None):
        self.pages, self.policy = {}, None
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.scheme, self.port = "http", self.server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
            self.scheme = "https"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def at(self, host):
        return f"{self.scheme}://{host}:{self.port}"

    def put(self, snippet, *, path="/", head="", body="<main><h1>Bowls</h1></main>"):
        self.pages[path] = PAGE.format(head=head, body=body, snippet=snippet)

    def clear(self):
        self.pages, self.policy = {}, None

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(site):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                page = site.pages.get(self.path.partition("?")[0])
                kind = "text/javascript" if self.path.endswith(".js") else "text/html"
                self.send_response(200 if page is not None else 404)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, *arguments):
                pass

        return Handler
