"""How the demo is served: the settings of gunicorn, which reads this module."""

import signal

from django.utils.module_loading import import_string

HOST = "127.0.0.1"
READY = f"The demo is there: open http://{HOST}:{{port}}/ (Ctrl+C stops it)."

worker_class = "gthread"
workers = 1
threads = 8
loglevel = "warning"


def post_worker_init(worker):
    """Ctrl+C reaches all processes of a terminal; one of them has to pass it on.

    A worker that heard it twice would be torn from stopping the database.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker.jobs = import_string("staff.demo.worker.Worker")()  # needs Django set up
    worker.jobs.start()
    port = worker.sockets[0].getsockname()[1]
    print(READY.format(port=port), flush=True)


def worker_exit(server, worker):
    """No job is left half done when the database stops."""
    if hasattr(worker, "jobs"):
        worker.jobs.stop()
