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
    write = (sys.stderr if file is None else file).write
    for line in lines:
        write(line)


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def extract_tb(tb, limit=None):
    return StackSummary._extract(_walk_positions(tb), limit=limit)


# What the functions below print: of an exception alone, or in the old way of a type, an exception and a traceback.
def _report(exc, value, tb, limit):
    if (value is _missing) is not (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _missing:
        if not (exc is None or isinstance(exc, BaseException)):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        value, tb = exc, None if exc is None else exc.__traceback__
    return TracebackException(type(value), value, tb, limit=limit, compact=True)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    _report(exc, value, tb, limit).print(file=file, chain=chain)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    return list(_report(exc, value, tb, limit).format(chain=chain))


def format_exception_only(exc, /, value=_missing):
    return list(_report(exc, exc if value is _missing else value, None, None).format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if hasattr(sys, "last_type"):
        return print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)
    raise ValueError("no last exception")


def _stack(f, limit):
    frames = list(walk_stack(sys._getframe(2) if f is None else f))
    stack = StackSummary.extract(frames, limit=limit)
    stack.reverse()
    return stack


def print_stack(f=None, limit=None, file=None):
    _write(_stack(f, limit).format(), file)


def format_stack(f=None, limit=None):
    return _stack(f, limit).format()


def extract_stack(f=None, limit=None):
    return _stack(f, limit)


def _entries(tb):
    while tb is not None:
        yield tb
        tb = tb.tb_next


def clear_frames(tb):
    for entry in _entries(tb):
        try:
            entry.tb_frame.clear()
        except (AttributeError, RuntimeError):
            pass  # it runs


def walk_tb(tb):
    for entry in _entries(tb):
        yield entry.tb_frame, entry.tb_lineno


def _walk_positions(tb):
    for entry in _entries(tb):
        yield entry.tb_frame, entry.tb_lineno, *_positions(entry)


def walk_stack(f):
    here = sys._getframe(1) if f is None else f
    while here is not None:
        yield here, here.f_lineno
        here = here.f_back


class FrameSummary:
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        self.locals = {key: _safe_string(value, "local", func=repr) for key, value in locals.items()} if locals else None
        self._line = line
        if lookup_line:
            self._original_line

    # With the spaces around it.
    @property
    def _original_line(self):
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line

    @property
    def line(self):
        text = self._original_line
        return text and text.strip()

    # To unpack and to index, it is a tuple of these.
    def _parts(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._parts() == other._parts() and self.locals == other.locals
        return self._parts() == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, pos):
        return self._parts()[pos]

    def __iter__(self):
        return iter(self._parts())

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
        return klass._extract(frame_gen, limit, lookup_lines, capture_locals)

    # Of frames with their lines, and with the ends of what ran there where those are known.
    @classmethod
    def _extract(klass, frame_gen, limit, lookup_lines=True, capture_locals=False):
        # Frames of the playground's own modules are left out, as in the interpreter's tracebacks.
        frames = [entry for entry in frame_gen if not _hidden(entry[0].f_code.co_filename)]
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            limit = limit and max(limit, 0)
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        stack = klass()
        for frame, lineno, *ends in frames:
            end_lineno, colno, end_colno = ends or (None, None, None)
            code = frame.f_code
            stack.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=lookup_lines, locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno,
            ))
        return stack

    @classmethod
    def from_list(klass, a_list):
        stack = klass()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                *place, line = entry
                entry = FrameSummary(*place, line=line)
            stack.append(entry)
        return stack

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
            stack = StackSummary._extract(_walk_positions(exc_traceback), limit, lookup_lines, capture_locals)
            # Frames that a limit cut off leave nothing to print; those of the playground's own modules do, for there are frames.
            if stack or all(_hidden(frame.f_code.co_filename) for frame, _ in walk_tb(exc_traceback)):
                self.stack = stack
        self.exc_type = exc_type
        self._str = _safe_string(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._is_syntax_error = isinstance(exc_value, SyntaxError)
        if self._is_syntax_error:
            for name in ("filename", "lineno", "end_lineno", "text", "offset", "end_offset", "msg"):
                value = getattr(exc_value, name)
                setattr(self, name, str(value) if "lineno" in name and value is not None else value)
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
        return vars(self) == vars(other) if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        kind = self.exc_type
        if kind is None or kind is type(None):
            yield _final_line("NoneType", self._str)
            return
        module, name = kind.__module__, kind.__qualname__
        if module not in ("builtins", "__main__"):
            name = f"{module if isinstance(module, str) else '<unknown>'}.{name}"
        if self._is_syntax_error:
            yield from self._format_syntax_error(name)
        else:
            yield _final_line(name, self._str)
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                yield from [line + "\n" for line in _safe_string(note, "note").split("\n")]
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
