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


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (pipe, folder):
        with pytest.raises(OSError, match=str(place)):
            write_whole(place, b"new")
    assert stat.S_ISFIFO(pipe.lstat().st_mode) and sorted(tmp_path.iterdir()) == [folder, pipe]


def test_an_error_names_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        write_whole(tmp_path / "gone" / "a.html", b"new")
    assert told.value.filename == str(tmp_path / "gone" / "a.html")


def test_of_a_link_only_the_link_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_text() == "old" and (tmp_path / "link").read_text() == "new"
