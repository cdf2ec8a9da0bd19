"""Why a file cannot be read, as a code: the sentence is said on the other side."""


class Unreadable(Exception):
    """What is wrong with a file: a code, and what its sentence names."""

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = {name: str(value)[:200] for name, value in params.items()}
