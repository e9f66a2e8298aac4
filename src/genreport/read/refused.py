"""A file that is not read: it would harm or cannot be what it says."""

from __future__ import annotations


class Refused(Exception):
    """Why a file is not read: a code of `messages.yaml` and the values of its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
