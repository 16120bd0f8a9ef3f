import linecache
import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb",
    "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary",
    "StackSummary", "TracebackException", "walk_stack", "walk_tb",
]

_missing = object()
_cause_message = "\nThe above exception was the direct cause of the following exception:\n\n"
_context_message = "\nDuring handling of the above exception, another exception occurred:\n\n"
_RECURSIVE_CUTOFF = 3


def _write(lines, file):
    if file is None:
        file = sys.stderr
    for line in lines:
        file.write(line)


def print_list(extracted_list, file=None):
    _write(StackSummary.from_list(extracted_list).format(), file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    return StackSummary._extract(_walk_positions(tb), limit=limit)


def _parse_value_tb(exc, value, tb):
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _missing:
        if exc is None:
            return None, None
        if isinstance(exc, BaseException):
            return exc, exc.__traceback__
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return value, tb


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    value, tb = _parse_value_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_missing):
    if value is _missing:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def _caller(f):
    return sys._getframe(2) if f is None else f


def print_stack(f=None, limit=None, file=None):
    print_list(extract_stack(_caller(f), limit=limit), file=file)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(_caller(f), limit=limit))


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(_caller(f)), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except (AttributeError, RuntimeError):
            pass
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_positions(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno, *_positions(tb)
        tb = tb.tb_next


class FrameSummary:
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {k: _safe_string(v, "local", func=repr) for k, v in locals.items()}
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        if lookup_line:
            self.line

    @property
    def _original_line(self):
        self.line
        return self._line

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def _shift_carets(text, line):
    """Moves the carets as CPython does: it takes all that it strips from the line, its end included, for indentation and one character."""
    behind = len(line) - len(line.rstrip())
    shown, end, carets = text.partition("\n")
    if behind == 1 or not carets:
        return text
    room = len(carets) - len(carets.lstrip(" ")) - 4
    return shown + end + "    " + " " * (room + 1 - behind) + carets.lstrip(" ")


class StackSummary(list):
    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return klass._extract(
            ((f, lineno, None, None, None) for f, lineno in frame_gen),
            limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
        )

    @classmethod
    def _extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        # Frames of the playground's own modules are left out, as in the interpreter's tracebacks.
        frames = [f for f in frame_gen if not _hidden(f[0].f_code.co_filename)]
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        for f, lineno, end_lineno, colno, end_colno in frames:
            result.append(
                FrameSummary(
                    f.f_code.co_filename, lineno, f.f_code.co_name, lookup_line=lookup_lines,
                    locals=f.f_locals if capture_locals else None, end_lineno=end_lineno, colno=colno, end_colno=end_colno,
                )
            )
        return result

    @classmethod
    def from_list(klass, a_list):
        result = klass()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary):
        s = frame_summary
        text = f'  File "{s.filename}", line {s.lineno}, in {s.name}\n'
        if s.line:
            if s.colno is None:
                text += f"    {s.line.strip()}\n"
            else:
                text += _shift_carets(_source_line(s._original_line, s.lineno, s.end_lineno, s.colno, s.end_colno), s._original_line)
        if s.locals:
            for name, value in sorted(s.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self):
        result = []
        last, count = None, 0

        def repeated():
            n = count - _RECURSIVE_CUTOFF
            if n > 0:
                result.append(f"  [Previous line repeated {n} more time{'s' if n > 1 else ''}]\n")

        for summary in self:
            text = self.format_frame_summary(summary)
            if text is None:
                continue
            here = (summary.filename, summary.lineno, summary.name)
            if here != last or summary.lineno is None:
                repeated()
                last, count = here, 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        repeated()
        return result


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except BaseException:
        return f"<{what} {func.__name__}() failed>"


class _Margin:
    """Where in a tree of exception groups the printing is."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return "  " * self.depth

    def emit(self, texts, char="|"):
        prefix = self.indent() + (char + " " if self.depth else "")
        for text in (texts,) if isinstance(texts, str) else texts:
            yield "".join(prefix + line for line in text.splitlines(True))


class TracebackException:
    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
        max_group_width=15, max_group_depth=10, _seen=None,
    ):
        options = {
            "limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals, "compact": compact,
            "max_group_width": max_group_width, "max_group_depth": max_group_depth,
        }
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = None
        if exc_traceback is not None:
            self.stack = StackSummary._extract(
                _walk_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals
            )
        self.exc_type = exc_type
        self._str = _safe_string(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._is_syntax_error = isinstance(exc_value, SyntaxError)
        if self._is_syntax_error:
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        self.__cause__ = self.__context__ = self.exceptions = None
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        if _seen is None:
            # Those behind it, one after the other: a chain may be longer than calls may nest.
            queue = [(self, exc_value)]
            while queue:
                te, e = queue.pop()
                queue.extend(te._connect(e, seen, options))

    def _connect(self, e, seen, options):
        """Makes what stands for e's cause, context and members; gives them, each with its exception."""

        def nested(other):
            te = TracebackException(type(other), other, other.__traceback__, _seen=seen, **options)
            made.append((te, other))
            return te

        made = []
        if e is None:
            return made
        if e.__cause__ is not None and id(e.__cause__) not in seen:
            self.__cause__ = nested(e.__cause__)
        wanted = self.__cause__ is None and not e.__suppress_context__ if options["compact"] else True
        if e.__context__ is not None and wanted and id(e.__context__) not in seen:
            self.__context__ = nested(e.__context__)
        if isinstance(e, BaseExceptionGroup):
            self.exceptions = [nested(member) for member in e.exceptions]
        return made

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        if self.exc_type is None or self.exc_type is type(None):
            yield _final_line("NoneType", self._str)
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ("__main__", "builtins"):
            name = (module if isinstance(module, str) else "<unknown>") + "." + name
        if self._is_syntax_error:
            yield from self._format_syntax_error(name)
        else:
            yield _final_line(name, self._str)
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                for line in _safe_string(note, "note").split("\n"):
                    yield line + "\n"
        elif notes is not None:
            yield _safe_string(notes, "__notes__", func=repr)

    def _format_syntax_error(self, name):
        suffix = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            suffix = f" ({self.filename})"
        if self.text is not None:
            # Offsets count from 1 and from the beginning of the line; what is printed has lost its indentation.
            full = self.text.rstrip("\n")
            shown = full.lstrip(" \n\f")
            spaces = len(full) - len(shown)
            yield f"    {shown}\n"
            if self.offset is not None:
                end = self.end_offset if self.end_offset not in (None, 0) else self.offset
                if self.offset == end or end == -1:
                    end = self.offset + 1
                start, end = self.offset - 1 - spaces, end - 1 - spaces
                if start >= 0:
                    margin = "".join(c if c.isspace() else " " for c in shown[:start])
                    yield f"    {margin}{'^' * (end - start)}\n"
        yield f"{name}: {self.msg or '<no detail available>'}{suffix}\n"

    def _chain(self):
        """This exception and those behind it, the oldest first, each with what introduces the next."""
        out, exc = [], self
        while exc is not None:
            if exc.__cause__ is not None:
                before, message = exc.__cause__, _cause_message
            elif exc.__context__ is not None and not exc.__suppress_context__:
                before, message = exc.__context__, _context_message
            else:
                before, message = None, None
            out.append((message, exc))
            exc = before
        return reversed(out)

    def format(self, *, chain=True, _ctx=None):
        ctx = _Margin() if _ctx is None else _ctx
        for message, exc in self._chain() if chain else [(None, self)]:
            if message is not None:
                yield from ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack is not None:
                    yield from ctx.emit("Traceback (most recent call last):\n")
                    yield from ctx.emit(exc.stack.format())
                yield from ctx.emit(exc.format_exception_only())
            elif ctx.depth > self.max_group_depth:
                yield from ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, chain, ctx)

    def _format_group(self, exc, chain, ctx):
        top = ctx.depth == 0
        if top:
            ctx.depth = 1
        if exc.stack is not None:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n", "+" if top else "|")
            yield from ctx.emit(exc.stack.format())
        yield from ctx.emit(exc.format_exception_only())
        count = len(exc.exceptions)
        shown = count if count <= self.max_group_width else self.max_group_width + 1
        ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                ctx.need_close = True
            title = i + 1 if i < self.max_group_width else "..."
            yield f"{ctx.indent()}{'  ' if i else '+-'}+---------------- {title} ----------------\n"
            ctx.depth += 1
            if i < self.max_group_width:
                yield from exc.exceptions[i].format(chain=chain, _ctx=ctx)
            else:
                rest = count - self.max_group_width
                yield from ctx.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
            if last and ctx.need_close:
                yield f"{ctx.indent()}+------------------------------------\n"
                ctx.need_close = False
            ctx.depth -= 1
        if top:
            ctx.depth = 0

    def print(self, *, file=None, chain=True):
        _write(self.format(chain=chain), file)


def _final_line(name, text):
    return f"{name}: {text}\n" if text else f"{name}\n"
