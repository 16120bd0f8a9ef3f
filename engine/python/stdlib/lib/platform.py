# The system that the playground looks like: no computer in particular.
import sys as _sys
from collections import namedtuple as _namedtuple

uname_result = _namedtuple("uname_result", "system node release version machine processor")


def system():
    return "Linux"


def node():
    return "playground"


def release():
    return ""


def version():
    return ""


def machine():
    return "wasm32"


def processor():
    return ""


def uname():
    return uname_result(system(), node(), release(), version(), machine(), processor())


def platform(aliased=False, terse=False):
    return "Linux" if terse else "Linux-wasm32"


def architecture(executable="", bits="", linkage=""):
    return (bits or "64bit", linkage)


def python_version():
    return "{}.{}.{}".format(*_sys.version_info[:3])


def python_version_tuple():
    return tuple(map(str, _sys.version_info[:3]))


def python_implementation():
    return "CPython"


def python_compiler():
    return ""


def python_branch():
    return ""


def python_revision():
    return ""


def python_build():
    return ("main", "")


def win32_ver(release="", version="", csd="", ptype=""):
    return release, version, csd, ptype


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    return release, versioninfo, machine


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    return lib, version
