"""The same inputs give the same release, whatever machine, place, language, time zone or number of workers."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.release.database import differences
from tests import small_project as small

#: Lists folders backwards: the order of a directory is the file system's affair.
_BACKWARDS = """
import os, pathlib
_scan, _list = os.scandir, os.listdir
class _Turned:
    def __init__(self, entries):
        self.entries = entries
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
def _scandir(path="."):
    with _scan(path) as found:
        return _Turned(iter(sorted(found, key=lambda e: e.name, reverse=True)))
os.scandir = _scandir
os.listdir = lambda path=".": sorted(_list(path), reverse=True)
"""


#: Surroundings of a build: variables, arguments, and whether folders and the catalogue are read backwards.
ONE = ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "12345"}, ("--workers", "4"), True)
TURKISH = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"}
C_LOCALE = {"LC_ALL": "C", "TZ": "America/St_Johns", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.make(tmp_path_factory.mktemp("same") / "reference")
    done = small.build(folder, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    assert done.returncode == 0, done.stderr
    return folder


def assert_same(folder: Path, reference: Path) -> None:
    ours, theirs = small.release_bytes(folder), small.release_bytes(reference)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert differences(small.database(folder), small.database(reference)) == []


def built_in(place: Path, variables: Mapping[str, str], arguments: Sequence[str] = (), backwards: bool = False) -> Path:
    """A project built in other surroundings."""
    # a name that is not ASCII cannot be opened by Arrow where Python is told that the system knows ASCII only
    name = "an Oddly named place" if variables.get("PYTHONUTF8") == "0" else "Straße with blanks"
    folder = small.make(place / name / "project")
    if backwards:
        catalogue = small.read_catalogue(folder)
        small.write_catalogue(folder, {**catalogue, "sources": catalogue["sources"][::-1]})
        (place / "hook").mkdir()
        (place / "hook" / "sitecustomize.py").write_text(_BACKWARDS)
        variables = {**variables, "PYTHONPATH": f"{place / 'hook'}:{small.ROOT}"}
    done = small.build(folder, *arguments, **variables)
    assert done.returncode == 0, done.stderr
    return folder


def test_everything_else_at_once_gives_the_same_bytes(reference: Path, tmp_path: Path) -> None:
    """Time zone, hash seed, language, number of workers, order of files and of the catalogue; apart: -m thorough."""
    variables = {**TURKISH, **ONE[0]}
    assert_same(built_in(tmp_path, variables, *ONE[1:]), reference)


def test_a_build_in_steps_and_in_ascii_gives_the_bytes_of_a_build_at_once(
    reference: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What was kept of an earlier build is what would be made anew."""
    folder = small.built(tmp_path_factory)
    shutil.rmtree(folder / "data" / "raw")
    again = small.make(tmp_path / "whole")
    shutil.copytree(again / "data" / "raw", folder / "data" / "raw")
    done = small.build(folder, **C_LOCALE)
    assert done.returncode == 0, done.stderr
    assert_same(folder, reference)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("variables", "arguments", "backwards"),
    [(ONE[0], (), False), (TURKISH, (), False), (C_LOCALE, (), False), ({}, ONE[1], False), ({}, (), True)],
    ids=["time zone and hash seed", "Turkish", "C locale", "four workers", "backwards"],
)
def test_other_surroundings_give_the_same_bytes(
    reference: Path, tmp_path: Path, variables: Mapping[str, str], arguments: tuple[str, ...], backwards: bool
) -> None:
    assert_same(built_in(tmp_path, variables, arguments, backwards), reference)
