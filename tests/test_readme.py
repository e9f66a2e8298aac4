"""Both READMEs tell the same story as each other and as the program."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from genreport.cli import main

TOP = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(readme: str, *kinds: str) -> list[str]:
    """The fenced blocks of these kinds, without their fences."""
    text = (TOP / readme).read_text(encoding="utf-8")
    return [body for kind, body in BLOCK.findall(text) if kind in kinds]


def commands(readme: str) -> list[str]:
    """The shell commands in their order, without output and comments (which differ with the language)."""
    lines = [line for block in blocks(readme, "sh", "bash", "shell") for line in block.splitlines()]
    for block in blocks(readme, "console"):
        lines += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    bare = [re.sub(r"(^|\s+)#.*$", "", line).strip() for line in lines]
    return [line for line in bare if line]


def known() -> list[str]:
    return main.list_commands(click.Context(main))


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = map(commands, READMES)
    assert english
    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_readme_starts_with_the_two_commands(readme: str) -> None:
    assert {"sh scripts/demo.sh", "sh scripts/test.sh"} <= set(commands(readme))


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command(readme: str) -> None:
    text = (TOP / readme).read_text(encoding="utf-8")
    assert [name for name in known() if f"genreport {name}" not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_invents_no_command(readme: str) -> None:
    used = {
        m.group(1) for line in commands(readme) if (m := re.match(r"(?:\S*/)?genreport ([a-z]\S*)", line))
    }
    assert used <= set(known())


@pytest.mark.parametrize("readme", READMES)
def test_readme_shows_help_as_it_is(readme: str) -> None:
    """A console block `$ genreport … --help` is followed by what that command prints, in either language."""
    for block in blocks(readme, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if command.endswith(" --help"):
                assert shown.strip() in {said(command.split()[1:], lang) for lang in ("zh", "en")}


def said(arguments: list[str], lang: str) -> str:
    runner = CliRunner(env={"GENREPORT_LANG": lang, "COLUMNS": "80"})
    return runner.invoke(main, arguments, prog_name="genreport", terminal_width=80).output.strip()


@pytest.mark.parametrize("readme", READMES)
def test_readme_links_and_pictures_are_there(readme: str) -> None:
    text = BLOCK.sub("", (TOP / readme).read_text(encoding="utf-8"))
    text = re.sub(r"`[^`]*`", "", text)  # what stands in code is an example, not a link
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)|(?:src|href)=\"([^\"#]+)\"", text)
    local = [a or b for a, b in targets if not re.match(r"[a-z]+:", a or b)]
    assert [target for target in local if not (TOP / target).exists()] == []
