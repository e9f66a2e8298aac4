"""WeasyPrint, imported late and fast: what is slow or noisy in its import is put off or left out, all of it here."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import importlib.abc
import importlib.machinery
import io
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from genreport.write.paper import garbage

TESTED = ("70",)  # major versions whose inner workings `justify` and `subset` were written for
_LOCK = threading.Lock()


class Missing(Exception):
    """WeasyPrint, or a library that it draws with, is not on this machine; the message is the loader's own."""


@cache
def load() -> ModuleType:
    """The module `weasyprint`, made ready for Chinese text; raises `Missing` when it cannot be had."""
    with _LOCK:
        try:
            weasyprint = _imported()
        except (ImportError, OSError) as error:
            raise Missing(str(error)) from error
    from genreport.write.paper import justify, subset

    subset.install(weasyprint)
    justify.install(weasyprint)
    return weasyprint


def tested(weasyprint: ModuleType) -> bool:
    """Whether this version of WeasyPrint is one whose inner workings are known."""
    return str(weasyprint.VERSION).split(".")[0] in TESTED


def _imported() -> ModuleType:
    # its loader prints advice when Pango is absent, and warns of missing fonts and HarfBuzz: we say that ourselves
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with garbage.seldom(), _quick_libraries(), _later("fontTools"):
            return importlib.import_module("weasyprint")


@contextlib.contextmanager
def _quick_libraries() -> Iterator[None]:
    """Answer "not found" to `find_library` on Linux while WeasyPrint looks for its C libraries.

    WeasyPrint asks for the names of Windows and macOS first; each question starts ldconfig, gcc and ld to learn
    that Linux has no such library. The name that does work there (libpango-1.0.so.0) needs no search at all.
    """
    original = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


class _Later:
    """Stands for `module.name` until it is used: then the real thing takes its place in WeasyPrint's modules."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def real(self) -> Any:
        with contextlib.suppress(ImportError):
            return importlib.import_module(f"{self._module}.{self._name}")
        return getattr(importlib.import_module(self._module), self._name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        _settle()
        return self.real()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        _settle()
        return getattr(self.real(), name)


def _settle() -> None:
    """Replace every `_Later` in WeasyPrint's modules: an `except TTLibError` must find the real class."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for key, value in list(vars(module).items()):
                if isinstance(value, _Later):
                    setattr(module, key, value.real())


class _Stand(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds empty modules in the place of a package, whose every name is a `_Later`."""

    def __init__(self, package: str) -> None:
        self.package, self.made = package, set[str]()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] != self.package:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def exec_module(self, module: ModuleType) -> None:
        self.made.add(module.__name__)
        module.__getattr__ = lambda name: _Later(module.__name__, name)  # type: ignore[method-assign]


@contextlib.contextmanager
def _later(package: str) -> Iterator[None]:
    """Put off the import of `package`, which WeasyPrint needs for rare fonts only, to its first use."""
    if package in sys.modules:
        yield
        return
    stand = _Stand(package)
    sys.meta_path.insert(0, stand)
    try:
        yield
    finally:
        sys.meta_path.remove(stand)
        for name in stand.made:
            sys.modules.pop(name, None)
