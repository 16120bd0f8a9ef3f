"""Writes what CPython 3.11 prints beside the test programs of the modules: python3 gen.py [FILE.py ...]"""

import pathlib
import subprocess
import sys

assert sys.version_info[:2] == (3, 11)
stdlib = pathlib.Path(__file__).parents[2]

for path in [pathlib.Path(a) for a in sys.argv[1:]] or sorted(stdlib.glob("*/testdata/*.py")):
    r = subprocess.run([sys.executable, "-P", path], capture_output=True, text=True, timeout=120, env={"TZ": "UTC", "PYTHONIOENCODING": "utf-8"})
    if r.returncode:
        sys.exit(f"{path}: {r.stderr}")
    path.with_suffix(".out").write_text(r.stdout)
