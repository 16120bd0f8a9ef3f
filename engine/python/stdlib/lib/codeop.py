import __future__
import warnings

__all__ = ["compile_command", "Compile", "CommandCompiler"]

_features = [getattr(__future__, name) for name in __future__.all_feature_names]

PyCF_DONT_IMPLY_DEDENT = 0x200
PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000


def _unfinished(source, filename, symbol, compiler):
    """Whether more lines could make sense of the source: what is wrong with it is at its end only."""
    errors = []
    for more in ("\n", "\n\n"):
        try:
            compiler(source + more, filename, symbol)
            return False
        except SyntaxError as e:
            errors.append(e)
    first, second = errors
    text = str(first)
    if "was never closed" in text or "unterminated triple-quoted" in text or "unexpected EOF" in text or "expected an indented block" in text:
        return True
    return repr(first) != repr(second) and (first.lineno or 0) > source.count("\n")


def _maybe_compile(compiler, source, filename, symbol):
    if symbol != "eval" and all(not line or line[0] == "#" for line in map(str.strip, source.split("\n"))):
        source = "pass"  # nothing, or comments alone
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            code = compiler(source, filename, symbol)
        except SyntaxError:
            if _unfinished(source, filename, symbol, compiler):
                return None
            return compiler(source + "\n", filename, symbol)
    # A block may go on until an empty line ends it.
    lines = source.rstrip(" \t").split("\n")
    if symbol == "single" and len(lines) > 1 and lines[-1][:1] in (" ", "\t"):
        return None
    if symbol == "single" and _compound(lines) and lines[-1]:
        return None
    return code


def _compound(lines):
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    word = first.replace(":", " ").replace("(", " ").split(" ", 1)[0]
    if word == "match":
        return first.rstrip().endswith(":")
    return first.startswith("@") or word in ("if", "for", "while", "with", "def", "class", "try", "async")


def compile_command(source, filename="<input>", symbol="single"):
    return _maybe_compile(compile, source, filename, symbol)


class Compile:
    """compile() that remembers the __future__ statements that it has seen."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT

    def __call__(self, source, filename, symbol):
        code = compile(source, filename, symbol, dont_inherit=True)
        for feature in _features:
            if code.co_flags & feature.compiler_flag:
                self.flags |= feature.compiler_flag
        return code


class CommandCompiler:
    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _maybe_compile(self.compiler, source, filename, symbol)
