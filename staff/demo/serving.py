"""How the demo is served: the settings of gunicorn, which reads this module."""

import signal

worker_class = "gthread"
workers = 1
threads = 8
loglevel = "warning"


def post_worker_init(worker):
    """Ctrl+C reaches all processes of a terminal; one of them has to pass it on.

    A worker that heard it twice would be torn from stopping the database.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
