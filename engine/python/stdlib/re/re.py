__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL",
    "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]


_flags = (
    "RegexFlag", "NOFLAG", "A", "ASCII", "I", "IGNORECASE", "L", "LOCALE", "U", "UNICODE", "M", "MULTILINE", "S", "DOTALL", "X", "VERBOSE", "T", "TEMPLATE", "DEBUG",
)


def __getattr__(name):
    # Importing enum takes longer than all else of this module, and most programs have no use for a flag.
    if name in _flags:
        from _re_flags import RegexFlag

        globals()["RegexFlag"] = RegexFlag  # its members are among the globals already
        return globals()[name]
    raise AttributeError(f"module 're' has no attribute '{name}'")


def __dir__():
    return sorted({*globals(), *_flags})


class error(Exception):
    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if not (pattern is None or pos is None):
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno, self.colno = 1 + pattern.count(newline, 0, pos), pos - pattern.rfind(newline, 0, pos)
            msg += f" at position {pos}"
            if newline in pattern:
                msg += f" (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


def match(pattern, string, flags=0):
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    return _compile(pattern, flags)


def purge():
    pass


def template(pattern, flags=0):
    raise NotImplementedError("re.template() is not supported here: it was removed from Python; use re.compile()")


_special = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")


class Scanner:
    """Splits text into tokens: a lexicon of (pattern, action) pairs, each action a value, a function or None."""

    def __init__(self, lexicon, flags=0):
        flags = int(flags)
        self.lexicon = lexicon
        self._actions = {}
        group, phrases = 1, []
        for phrase, action in lexicon:
            self._actions[group] = action
            group += 1 + _compile(phrase, flags).groups
            phrases.append(f"({phrase})")
        self.scanner = _compile("|".join(phrases), flags)

    def scan(self, string):
        result = []
        i = 0
        while True:
            m = self.match = self.scanner.match(string, i)
            if m is None or m.end() == i:
                return result, string[i:]
            action = self._actions[m.lastindex]
            if callable(action):
                action = action(self, m.group())
            if action is not None:
                result.append(action)
            i = m.end()
