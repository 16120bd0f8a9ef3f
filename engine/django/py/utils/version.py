import sys

PY38 = PY39 = PY310 = PY311 = True
PY312, PY313 = sys.version_info >= (3, 12), sys.version_info >= (3, 13)
PYPY = sys.implementation.name == "pypy"


def get_main_version(version=None):
    import django

    version = version or django.VERSION
    return ".".join(str(x) for x in version[: 2 if version[2] == 0 else 3])


def get_version(version=None):
    import django

    version = version or django.VERSION
    kind = {"alpha": "a", "beta": "b", "rc": "rc"}.get(version[3])
    return get_main_version(version) + (kind + str(version[4]) if kind else "")


def get_docs_version(version=None):
    return ".".join(get_main_version(version).split(".")[:2])


def get_version_tuple(version):
    numbers = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)
