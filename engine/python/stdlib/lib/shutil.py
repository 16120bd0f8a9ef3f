# What of shutil needs no files.
import os

__all__ = ["get_terminal_size", "which", "Error", "SameFileError"]


class Error(OSError):
    pass


class SameFileError(Error):
    pass


def get_terminal_size(fallback=(80, 24)):
    def asked(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0

    return os.terminal_size((asked("COLUMNS") or fallback[0], asked("LINES") or fallback[1]))


def which(cmd, mode=1, path=None):
    return None


def __getattr__(name):
    if name in ("copy", "copy2", "copyfile", "copyfileobj", "copymode", "copystat", "copytree", "rmtree", "move", "disk_usage", "make_archive", "unpack_archive", "chown", "ignore_patterns"):
        raise NotImplementedError(f"shutil.{name}() is not supported here: there are no files in the playground")
    raise AttributeError(f"module 'shutil' has no attribute '{name}'")
