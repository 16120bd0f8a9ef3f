"""Writes what CPython 3.11 prints into the test programs: python3 gen.py [FILE.txtar ...]

A program is a txtar archive: main.py, which is run, other files of its, and the sections stdout and
stderr, which this script replaces. Paths are written relative to the program's folder.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

assert sys.version_info[:2] == (3, 11)
here = pathlib.Path(__file__).parent


def parse(text):
    files, name = {}, None
    comment = []
    for line in text.splitlines(keepends=True):
        m = re.fullmatch(r"-- (\S+) --\n?", line)
        if m:
            name = m.group(1)
            files[name] = ""
        elif name is None:
            comment.append(line)
        else:
            files[name] += line
    return "".join(comment), files


def hide(text):
    """Leaves the library's own frames out of tracebacks: the playground does not show its own either."""
    lib = re.escape(str(pathlib.Path(re.__file__).parent.parent))
    return re.sub(rf'^([ |]*)  File "{lib}/.*\n(?:\1    .*\n)*', "", text, flags=re.M)


def run(files):
    with tempfile.TemporaryDirectory() as tmp:
        for name, text in files.items():
            p = pathlib.Path(tmp, name)
            p.parent.mkdir(parents=True, exist_ok=True)
            p.write_text(text, encoding="utf-8", errors="surrogateescape")
        r = subprocess.run([sys.executable, "main.py"], cwd=tmp, capture_output=True, text=True, timeout=60)
        return hide(r.stdout.replace(tmp + "/", "")), hide(r.stderr.replace(tmp + "/", ""))


def main(args):
    for path in [pathlib.Path(a) for a in args] or sorted(here.glob("*/*.txtar")):
        comment, files = parse(path.read_text())
        files.pop("stdout", None)
        files.pop("stderr", None)
        out, err = run(files)
        if out and not out.endswith("\n"):
            out += "\n"
        files["stdout"] = out
        if err:
            files["stderr"] = err
        path.write_text(comment + "".join(f"-- {n} --\n{t}" for n, t in files.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
