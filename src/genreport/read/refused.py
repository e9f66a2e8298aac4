"""What a reader raises when it will not or cannot read a file; the opening of files makes a finding of it."""

from __future__ import annotations


class Refused(Exception):
    """`code` is one of messages.yaml, `values` fill its sentences."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values
