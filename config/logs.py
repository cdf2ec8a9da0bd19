"""What the log of the server says."""

import logging


class TracebackOfFaults(logging.Filter):
    """A traceback tells of what broke; who was refused something is one line."""

    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True
