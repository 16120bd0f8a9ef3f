#!/usr/bin/env python3
"""Regenerate the expected files of this folder with CPython 3.11.

    python3 gen.py

*.py    programs; every top-level statement becomes one line of *.ast: its
        ast.dump with positions, columns counted in code points.
*.err   wrong programs, separated by lines of "---"; the records of
        *.golden, separated in the same way, hold for each what the interpreter
        says about the program as main.py: attributes of the exception, then
        what it prints.
"""

import ast
import pathlib
import subprocess
import sys
import tempfile
import warnings

HERE = pathlib.Path(__file__).parent


def dump(node, lines):
    """ast.dump with columns in code points and strings in ASCII."""

    def column(lineno, offset):
        return len(lines[lineno - 1].encode()[:offset].decode())

    def walk(n):
        if isinstance(n, list):
            return "[" + ", ".join(map(walk, n)) + "]"
        if not isinstance(n, ast.AST):
            return ascii(n)
        parts = []
        for name, value in ast.iter_fields(n):
            if value is None and getattr(type(n), name, ...) is None:
                continue
            parts.append(f"{name}={walk(value)}")
        if n._attributes:
            parts += [
                f"lineno={n.lineno}",
                f"col_offset={column(n.lineno, n.col_offset)}",
                f"end_lineno={n.end_lineno}",
                f"end_col_offset={column(n.end_lineno, n.end_col_offset)}",
            ]
        return f"{type(n).__name__}({', '.join(parts)})"

    return walk(node)


def trees():
    for path in sorted(HERE.glob("*.py")):
        if path.name == "gen.py":
            continue
        source = path.read_text(encoding="utf-8")
        lines = source.split("\n")
        body = ast.parse(source).body
        path.with_suffix(".ast").write_text("".join(dump(n, lines) + "\n" for n in body))


# What the interpreter runs on start: it prints the arguments of the exception
# that ends the program before the exception itself.
HOOK = """
import sys
def hook(kind, e, tb):
    print(kind.__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, file=sys.stderr)
    sys.__excepthook__(kind, e, tb)
sys.excepthook = hook
"""


def record(source, folder):
    try:
        compile(source, "main.py", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        pass
    else:
        sys.exit(f"not an error:\n{source}")
    (folder / "main.py").write_text(source, encoding="utf-8", newline="")
    # Columns are in bytes when CPython 3.11 reads the file itself.
    how = ["main.py"] if source.isascii() else ["-c", "compile(open('main.py').read(), 'main.py', 'exec')"]
    run = subprocess.run(
        [sys.executable, "-W", "ignore", *how],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    out = run.stderr.replace(str(folder / "main.py"), "main.py")
    head, block = out.split("\n", 1)
    return head + "\n" + block[block.index('  File "main.py"') :]


def errors():
    with tempfile.TemporaryDirectory() as tmp:
        (pathlib.Path(tmp) / "sitecustomize.py").write_text(HOOK)
        for path in sorted(HERE.glob("*.err")):
            sources = path.read_text(encoding="utf-8").split("---\n")
            records = [record(s, pathlib.Path(tmp)) for s in sources]
            path.with_suffix(".golden").write_text("---\n".join(records), encoding="utf-8")


if __name__ == "__main__":
    assert sys.version_info[:2] == (3, 11), sys.version
    warnings.simplefilter("ignore")
    trees()
    errors()
