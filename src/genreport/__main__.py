"""Where `genreport` and `python -m genreport` begin: interrupted while it loads, the program leaves in one sentence."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType


class Loading:
    """What an interruption does until a command begins; from then on it is an exception, so that it can clear up."""

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Leave at once: nothing has been written yet."""
        english = os.environ.get("GENREPORT_LANG") == "en" or {"--lang=en", "en"} & set(sys.argv)
        with suppress(OSError):
            os.write(2, b"interrupted\n" if english else "已中断\n".encode())
        os._exit(130)


def main() -> None:
    """Load the command line and run it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        with suppress(ValueError):  # not the main thread
            signal.signal(signal.SIGINT, Loading())
    from genreport.cli import main as run

    run()


if __name__ == "__main__":
    main()
