"""Writes signatures.txt: how CPython 3.11 writes the signatures of its built-in functions and of its types' methods. python3 gen_signatures.py"""

import builtins
import pathlib
import sys
import types

assert sys.version_info[:2] == (3, 11)

TYPES = (
    "int float complex str bytes bytearray list tuple dict set frozenset range slice memoryview object type bool property classmethod staticmethod super "
    "enumerate zip map filter reversed"
).split()


def line(name, obj):
    signature = " ".join((getattr(obj, "__text_signature__", None) or "").split("\n"))
    return f"{name}\t{signature}\n" if signature else ""


def methods(cls):
    for name, obj in vars(cls).items():
        if not name.startswith("_") and isinstance(obj, (types.MethodDescriptorType, types.ClassMethodDescriptorType, staticmethod)):
            yield f"{cls.__name__}.{name}", getattr(cls, name)


out = []
for name, obj in sorted(vars(builtins).items()):
    if name.startswith("_") or name in ("copyright", "credits", "license", "exit", "quit", "help"):
        continue
    if isinstance(obj, types.BuiltinFunctionType) or name in TYPES or isinstance(obj, type) and issubclass(obj, BaseException):
        out.append(line(obj.__name__, obj))
for name in TYPES:
    out += [line(key, obj) for key, obj in methods(getattr(builtins, name))]
pathlib.Path(__file__).with_name("signatures.txt").write_text("".join(dict.fromkeys(out)))
