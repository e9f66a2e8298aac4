"""A file that a reader does not take, with the code of the sentence that says why."""

from __future__ import annotations


class Refused(Exception):
    """The file cannot be read: `code` is a key of `messages.yaml`, `values` fill in its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
