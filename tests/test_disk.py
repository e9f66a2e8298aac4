"""Files on disk: names that are safe, writing that is whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genreport.write.disk import safe_name, write_whole


@given(st.text())
def test_no_text_makes_a_name_that_leaves_its_folder_or_hides(text: str) -> None:
    name = safe_name(text)
    assert name and name[0] not in ".-" and not set(name) & set('/\\:*?"<>|\0\n\t')
    assert ".." not in name and len(name.encode()) <= 180


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("江油市人民政府2020年政府信息公开工作年度报告", "江油市人民政府2020年政府信息公开工作年度报告"),
        ("../../etc/passwd", "etc_passwd"),
        ("某局（挂某办牌子）", "某局（挂某办牌子）"),
        ("a\u202eb", "a_b"),
        ("", "report"),
    ],
)
def test_names_keep_what_can_be_kept(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_file_is_replaced_whole_with_the_usual_rights(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("old")
    before = os.umask(0o027)
    try:
        write_whole(file, b"new")
    finally:
        os.umask(before)
    assert file.read_bytes() == b"new" and list(tmp_path.iterdir()) == [file]
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(("owner", "step"), [(os, "fdopen"), (os, "fsync"), (Path, "replace")])
def test_whatever_step_fails_the_old_file_stands_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    file = tmp_path / "a.html"
    file.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(owner, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")
    monkeypatch.undo()
    assert file.read_text() == "old" and list(tmp_path.iterdir()) == [file]
