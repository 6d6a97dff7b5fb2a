"""Putting a finished directory in the place of another, so that a reader sees the old one or the new one, whole.

Belongs here: the exchange of directories, and clearing up after one that was cut short. Does not belong here: what is
in them.

On Linux the two directories change places in one step. Elsewhere it takes two renames; a crash between them leaves
the old directory beside its place, and `recover` puts it back.
"""

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staging_of(target: Path) -> Path:
    """Where a new directory is made before it takes the target's place: beside it, on the same file system."""
    return target.with_name(f".{target.name}.new")


def _old_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def recover(target: Path) -> None:
    """Clear up after a run that was cut short: the target is whole again, nothing else is left beside it."""
    old = _old_of(target)
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)
    shutil.rmtree(staging_of(target), ignore_errors=True)


def replace_directory(target: Path) -> None:
    """Put the directory at `staging_of(target)` in the place of `target`; nothing of the old one is left.

    Raises:
        OSError: it could not be done; the target is as it was.
    """
    new, old = staging_of(target), _old_of(target)
    _settle(new)
    if not target.exists():
        new.rename(target)
    elif _exchange(new, target):
        shutil.rmtree(new)
    else:
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old)
    _sync(target.parent)


def _settle(directory: Path) -> None:
    """Have every file and folder on disk before anything points to it."""
    for path in (*directory.rglob("*"), directory):
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
