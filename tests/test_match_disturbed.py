"""Random reports in random disorder: every figure that is read is the true one."""

from __future__ import annotations

from random import Random

import pytest
from disturbed import Figures, page, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genreport import formats
from genreport.document import Document
from genreport.formats import Format
from genreport.read.match import figures

_SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _made(seed: int, ways: int) -> tuple[Format, Figures, Document]:
    random = Random(seed)
    form = random.choice(formats.every())
    truth = report(form, random)
    return form, truth, page(form, truth, random, ways)


@given(seed=st.integers(0, 2**32), ways=st.integers(1, 5))
@_SOME
def test_what_is_read_from_a_disturbed_page_is_right(seed: int, ways: int) -> None:
    _, truth, document = _made(seed, ways)
    found = figures(document, "page")
    if found is None:
        return
    wrong = {p: (v, truth[p]) for p, v in found.values.items() if p in truth and v != truth[p]}
    assert not wrong
    assert set(found.values) <= set(found.form.cells)
    assert found.read == len(found.values)
    assert found.read + found.blank <= found.total


@given(seed=st.integers(0, 2**32), ways=st.integers(1, 5))
@_SOME
def test_the_same_holds_when_the_form_is_given(seed: int, ways: int) -> None:
    form, truth, document = _made(seed, ways)
    found = figures(document, "page", form)
    assert not {p: v for p, v in (found.values.items() if found else ()) if v != truth[p]}


@given(seed=st.integers(0, 2**32))
@_SOME
def test_a_page_in_order_is_read_whole(seed: int) -> None:
    form, truth, document = _made(seed, 0)
    found = figures(document, "page")
    assert found is not None
    assert found.form is form
    assert found.values == truth
    assert not found.findings
    assert not found.loose


_ONCE = "28 34 39 112 122 172 297 1539 1783 3243 4001 4279 4528 6329 14957 30593 31908 35489"


@pytest.mark.parametrize("seed", [int(seed) for seed in _ONCE.split()])
def test_pages_that_were_once_read_wrongly(seed: int) -> None:
    for ways in range(1, 6):
        _, truth, document = _made(seed, ways)
        found = figures(document, "page")
        assert not {p: v for p, v in (found.values.items() if found else ()) if v != truth.get(p, v)}
