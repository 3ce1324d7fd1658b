"""Hear each doorbell in this process, whichever process or host rang it."""

import asyncio
import json
import sqlite3
from contextlib import closing
from urllib.parse import quote

import psycopg
from django.db import connections

from conversations.models import Doorbell

CHANNEL = "doorbell"
LOOKS_EVERY = 0.05  # seconds, on SQLite: looking takes 5 microseconds
ASKS_EVERY = 15  # seconds, on PostgreSQL: whether the server is still there


async def listen(hub, using="default"):
    """Ring the hub for every doorbell, until the database is lost."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        await _listen_to_postgresql(hub, connection.get_connection_params())
    else:
        await _look_at_sqlite(hub, connection.settings_dict["NAME"])


async def _listen_to_postgresql(hub, params):
    for ours in ("cursor_factory", "context"):
        params.pop(ours)
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        hub.reset()
        while True:
            async for notification in connection.notifies(timeout=ASKS_EVERY):
                hub.ring(json.loads(notification.payload))
            async with asyncio.timeout(5):
                await connection.execute("SELECT 1")


async def _look_at_sqlite(hub, path):
    """`data_version` changes with every commit of another connection; then new rows are read by their id."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        table = Doorbell._meta.db_table
        [last] = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608
        hub.reset()
        version = None
        while True:
            [now] = connection.execute("PRAGMA data_version").fetchone()
            if now != version:
                version = now
                for row in connection.execute(f"SELECT * FROM {table} WHERE id > ? ORDER BY id", [last]):  # noqa: S608
                    last = row["id"]
                    hub.ring(dict(row))
            await asyncio.sleep(LOOKS_EVERY)
