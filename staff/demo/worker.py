"""The worker of the demo: a thread beside the server, which ends with it.

A real server runs `manage.py procrastinate worker` as a service of its own. A thread
cannot outlive its process, whatever ends that; one that is stopped leaves its
connections in order before the database goes.
"""

import asyncio
import threading

from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

PATIENCE = 5  # seconds


class Worker:
    """Does the jobs that wait, until it is stopped; `start` it once."""

    def __init__(self):
        # On Windows the usual loop cannot talk to Postgres.
        self.loop = asyncio.SelectorEventLoop()
        self.task = None
        self.thread = threading.Thread(target=self.run, name="worker", daemon=True)

    def start(self):
        self.thread.start()

    def stop(self):
        """Ends it, or leaves it to end with the process when it is slow to."""
        if self.thread.is_alive() and self.task:
            self.loop.call_soon_threadsafe(self.task.cancel)
            self.thread.join(PATIENCE)

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.task = self.loop.create_task(self.work())
        try:
            self.loop.run_until_complete(self.task)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()

    async def work(self):
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2)
        async with app.with_connector(connector).open_async() as working:
            await working.run_worker_async(
                concurrency=1,
                install_signal_handlers=False,
                shutdown_graceful_timeout=PATIENCE - 2,
            )
