import sys
import time
import traceback
from _thread import _name as _thread_name, get_ident as _get_ident

__all__ = """
    BASIC_FORMAT BufferingFormatter CRITICAL DEBUG ERROR FATAL FileHandler Filter Formatter Handler INFO LogRecord Logger
    LoggerAdapter NOTSET NullHandler StreamHandler WARN WARNING addLevelName basicConfig captureWarnings critical debug disable
    error exception fatal getLevelName getLogger getLoggerClass info log makeLogRecord setLoggerClass shutdown warn warning
    getLogRecordFactory setLogRecordFactory lastResort raiseExceptions getLevelNamesMapping
""".split()

# Levels. Both directions are tables, as a program may add levels and rename the ones there are.
_nameToLevel = dict(zip("CRITICAL FATAL ERROR WARN WARNING INFO DEBUG NOTSET".split(), (50, 50, 40, 30, 30, 20, 10, 0)))
_levelToName = {_nameToLevel[name]: name for name in "CRITICAL ERROR WARNING INFO DEBUG NOTSET".split()}
globals().update(_nameToLevel)

_startTime = time.time()
raiseExceptions = True
logThreads = logMultiprocessing = logProcesses = True


def getLevelNamesMapping():
    return dict(_nameToLevel)


def getLevelName(level):
    for table in (_levelToName, _nameToLevel):
        known = table.get(level)
        if known is not None:
            return known
    return f"Level {level}"


def addLevelName(level, levelName):
    _nameToLevel[levelName], _levelToName[level] = level, levelName


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    number = _nameToLevel.get(level)
    if number is None:
        raise ValueError(f"Unknown level: {level!r}")
    return number


# Frames of this file are not the caller that a record names.
_srcfile = sys._getframe().f_code.co_filename


class LogRecord:
    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time()
        filename, module = _file_and_module(pathname)
        # A format reads these as one dict, so their order is theirs when it is printed.
        vars(self).update(
            name=name, msg=msg, args=_message_args(args), levelname=getLevelName(level), levelno=level,
            pathname=pathname, filename=filename, module=module,
            exc_info=exc_info, exc_text=None, stack_info=sinfo, lineno=lineno, funcName=func,
            created=now, msecs=float(int(now % 1 * 1000)), relativeCreated=1000 * (now - _startTime),
            thread=_get_ident() if logThreads else None,
            threadName=_current_thread_name() if logThreads else None,
            processName="MainProcess" if logMultiprocessing else None,
            process=1 if logProcesses else None,
        )

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        return str(self.msg) % self.args if self.args else str(self.msg)


def _file_and_module(pathname):
    """The last part of a path and that without its ending; what is no path stands for itself."""
    try:
        filename = pathname.rpartition("/")[2]
        stem, _, _ = filename.rpartition(".")
    except (AttributeError, TypeError, ValueError):
        return pathname, "Unknown module"
    return filename, stem or filename


def _message_args(args):
    """The arguments as % wants them: a mapping that stands alone is for %(name)s."""
    if args and len(args) == 1:
        from collections.abc import Mapping

        if args[0] and isinstance(args[0], Mapping):
            return args[0]
    return args


def _current_thread_name():
    # Whoever never imported threading does not load it for its records' sake.
    current = getattr(sys.modules.get("threading"), "current_thread", None)
    return _thread_name() if current is None else current().name


_logRecordFactory = LogRecord


def setLogRecordFactory(factory):
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    return _logRecordFactory


def makeLogRecord(dict):
    record = getLogRecordFactory()(None, None, "", 0, "", (), None, None)
    vars(record).update(dict)
    return record


class PercentStyle:
    default_format, asctime_format, asctime_search = "%(message)s", "%(asctime)s", "%(asctime)"

    def __init__(self, fmt, *, defaults=None):
        self._defaults = defaults
        self._fmt = fmt or self.default_format

    def usesTime(self):
        return self.asctime_search in self._fmt

    def validate(self):
        import re

        field = r"%\(\w+\)[-+ #0]*(\d+|\*)?(\.(\d+|\*))?[acdefgiorsux%]"
        if re.search(field, self._fmt, re.IGNORECASE) is None:
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _format(self, record):
        return self._fmt % self._values(record)

    def _values(self, record):
        values = vars(record)
        return self._defaults | values if self._defaults else values

    def format(self, record):
        try:
            text = self._format(record)
        except KeyError as missing:
            raise ValueError(f"Formatting field not found in record: {missing}")
        return text


class StrFormatStyle(PercentStyle):
    default_format, asctime_format, asctime_search = "{message}", "{asctime}", "{asctime"

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def validate(self):
        import string

        try:
            named = [_checked_field(*part[1:]) for part in string.Formatter().parse(self._fmt)]
        except ValueError as why:
            raise ValueError(f"invalid format: {why}")
        if not any(named):
            raise ValueError("invalid format: no fields")


def _checked_field(name, spec, conversion):
    """The name in one {name!conversion:spec}, once its three parts are known to be well-formed."""
    import re

    if name and not re.match(r"^(\w+)(\.\w+|\[\d+\])*$", name):
        raise ValueError(f"invalid field name/expression: {name!r}")
    if conversion and conversion not in "ars":
        raise ValueError(f"invalid conversion: {conversion!r}")
    number = r"(\d+|{\w+})"
    if spec and not re.match(rf"^(.?[<>=^])?[-+ ]?#?0?{number}?[_,]?(\.{number})?[%b-gnosx]?$", spec, re.IGNORECASE):
        raise ValueError(f"bad specifier: {spec!r}")
    return name


class StringTemplateStyle(PercentStyle):
    default_format, asctime_format, asctime_search = "${message}", "${asctime}", "${asctime}"

    def __init__(self, *args, **kwargs):
        from string import Template

        super().__init__(*args, **kwargs)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        return any(form in self._fmt for form in ("$asctime", self.asctime_search))

    def validate(self):
        problem = None
        if not self._tpl.is_valid():
            problem = "bare '$' not allowed"
        elif not self._tpl.get_identifiers():
            problem = "no fields"
        if problem:
            raise ValueError("invalid format: " + problem)

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_STYLES = {
    "%": (PercentStyle, BASIC_FORMAT),
    "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
    "$": (StringTemplateStyle, "${levelname}:${name}:${message}"),
}


def _style(sign):
    """The class and the default format that a style's sign stands for."""
    found = _STYLES.get(sign)
    if found is None:
        raise ValueError("Style must be one of: " + ",".join(_STYLES))
    return found


class Formatter:
    default_time_format, default_msec_format = "%Y-%m-%d %H:%M:%S", "%s,%03d"
    converter = time.localtime

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        make, _ = _style(style)
        self._style = made = make(fmt, defaults=defaults)
        if validate:
            made.validate()
        self._fmt, self.datefmt = made._fmt, datefmt

    def formatTime(self, record, datefmt=None):
        converter = self.converter
        if getattr(converter, "__func__", None) in (time.localtime, time.gmtime):
            # They are functions of Python's here and become methods as class attributes.
            converter = converter.__func__
        moment = converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        if self.default_time_format == Formatter.default_time_format:
            text = "%04d-%02d-%02d %02d:%02d:%02d" % tuple(moment[:6])
        else:
            text = time.strftime(self.default_time_format, moment)
        with_msecs = self.default_msec_format
        return with_msecs % (text, record.msecs) if with_msecs else text

    def formatException(self, ei):
        return "".join(traceback.format_exception(*ei)).removesuffix("\n")

    def formatStack(self, stack_info):
        return stack_info

    def formatMessage(self, record):
        return self._style.format(record)

    def usesTime(self):
        return self._style.usesTime()

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        # The exception's text is kept on the record: the next handler need not format it again.
        if not record.exc_text and record.exc_info:
            record.exc_text = self.formatException(record.exc_info)
        text = _below(text, record.exc_text)
        return _below(text, record.stack_info and self.formatStack(record.stack_info))


def _below(text, more):
    """More, if there is any, on a line of its own under text."""
    if not more:
        return text
    return text + more if text.endswith("\n") else f"{text}\n{more}"


_defaultFormatter = Formatter()


class BufferingFormatter:
    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def format(self, records):
        if not records:
            return ""
        lines = [self.linefmt.format(record) for record in records]
        return "".join([self.formatHeader(records), *lines, self.formatFooter(records)])

    def formatFooter(self, records):
        return ""

    def formatHeader(self, records):
        return ""


class Filter:
    def __init__(self, name=""):
        self.name, self.nlen = name, len(name)

    def filter(self, record):
        # With a dot after both, one prefix test says "that logger or one below it".
        return not self.name or f"{record.name}.".startswith(f"{self.name}.")


def _add_once(items, item):
    if item not in items:
        items.append(item)


def _remove_if_there(items, item):
    if item in items:
        items.remove(item)


class Filterer:
    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        _add_once(self.filters, filter)

    def removeFilter(self, filter):
        _remove_if_there(self.filters, filter)

    def filter(self, record):
        # A filter is an object with that method or itself something to call.
        return all(getattr(one, "filter", one)(record) for one in self.filters)


_handlers = {}
_handlerList = []


def getHandlerByName(name):
    return _handlers.get(name)


class Handler(Filterer):
    def __init__(self, level=NOTSET):
        super().__init__()
        self.level, self.formatter = _checkLevel(level), None
        self._name, self._closed = None, False
        self.createLock()
        _handlerList.append(self)

    def set_name(self, name):
        _handlers.pop(self._name, None)
        self._name = name
        if name:
            _handlers[name] = self

    def get_name(self):
        return self._name

    name = property(get_name, set_name)

    def createLock(self):
        # Threads give way only where they wait, never within a handler: there is nothing to guard.
        self.lock = None

    def acquire(self):
        """Nothing to wait for, see createLock()."""

    def release(self):
        """The other half of acquire()."""

    def setLevel(self, level):
        self.level = _checkLevel(level)

    def format(self, record):
        formatter = self.formatter or _defaultFormatter
        return formatter.format(record)

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        wanted = self.filter(record)
        if not wanted:
            return wanted
        self.acquire()
        try:
            self.emit(record)
            return wanted
        finally:
            self.release()

    def setFormatter(self, fmt):
        self.formatter = fmt

    def flush(self):
        """For handlers that keep something back."""

    def close(self):
        _handlers.pop(self._name, None)
        self._closed = True

    def handleError(self, record):
        out = sys.stderr
        if not (out and raiseExceptions):
            return
        try:
            for text in _complaint(record, sys.exc_info()[1]):
                out.write(text)
        except OSError:
            pass

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"


def _complaint(record, error):
    """What stderr gets to see of a handler's failure: the exception, who logged, and the record as far as it can be shown."""
    yield "--- Logging error ---\n"
    yield from traceback.format_exception(error)
    yield "Call stack:\n"
    frame = error.__traceback__.tb_frame
    while frame and frame.f_code.co_filename.startswith("<frozen logging"):
        frame = frame.f_back
    if frame:
        yield from traceback.format_stack(frame)
    else:
        yield f"Logged from file {record.filename}, line {record.lineno}\n"
    try:
        shown = f"Message: {record.msg!r}\nArguments: {record.args}\n"
    except RecursionError:
        raise
    except Exception:
        shown = "Unable to print the message and arguments - possible formatting error.\nUse the traceback above to help find the error.\n"
    yield shown


class StreamHandler(Handler):
    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        flush = getattr(self.stream, "flush", None) if self.stream else None
        if flush is not None:
            flush()

    def emit(self, record):
        try:
            line = self.format(record) + self.terminator
            self.stream.write(line)
            self.flush()
        except Exception as error:
            if isinstance(error, RecursionError):
                raise
            self.handleError(record)

    def setStream(self, stream):
        old = self.stream
        if stream is old:
            return None
        # What the old one holds back must reach it, not the new one.
        self.flush()
        self.stream = stream
        return old

    def __repr__(self):
        words = [type(self).__name__, str(getattr(self.stream, "name", "")), f"({getLevelName(self.level)})"]
        return f"<{' '.join(filter(None, words))}>"

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


class FileHandler(StreamHandler):
    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        raise NotImplementedError("logging.FileHandler is not supported here: there are no files in the playground; use StreamHandler")


class _StderrHandler(StreamHandler):
    """Writes to what sys.stderr is at the time, not at its making."""

    stream = property(lambda self: sys.stderr)

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)


lastResort = _defaultLastResort = _StderrHandler(WARNING)


class NullHandler(Handler):
    def handle(self, record):
        """A record ends here."""

    def emit(self, record):
        """See handle()."""


class PlaceHolder:
    """Stands for a logger that nobody asked for yet but whose descendants are there."""

    def __init__(self, alogger):
        self.loggerMap = {}
        self.append(alogger)

    def append(self, alogger):
        self.loggerMap.setdefault(alogger)


class Manager:
    logRecordFactory = loggerClass = None
    emittedNoHandlerWarning = False

    def __init__(self, rootnode):
        self.root, self.loggerDict = rootnode, {}
        self.disable = 0

    disable = property(lambda self: self._disable, lambda self, value: setattr(self, "_disable", _checkLevel(value)))

    def getLogger(self, name):
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        known = self.loggerDict.get(name)
        if known is None or isinstance(known, PlaceHolder):
            return self._create(name, known)
        return known

    def _create(self, name, placeholder):
        logger = (self.loggerClass or _loggerClass)(name)
        logger.manager = self
        self.loggerDict[name] = logger
        for below in placeholder.loggerMap if placeholder else ():
            # The new one comes between a descendant and its parent, unless that is itself below the new one.
            if not below.parent.name.startswith(name):
                logger.parent, below.parent = below.parent, logger
        logger.parent = self._nearest(logger)
        self._clear_cache()
        return logger

    def _nearest(self, logger):
        """The closest logger above; the names between learn of the logger in case somebody asks for them later."""
        path = logger.name
        while path := path.rpartition(".")[0]:
            above = self.loggerDict.get(path)
            if isinstance(above, Logger):
                return above
            if above is None:
                self.loggerDict[path] = PlaceHolder(logger)
            else:
                above.append(logger)
        return self.root

    def setLoggerClass(self, klass):
        self.loggerClass = _check_logger_class(klass)

    def setLogRecordFactory(self, factory):
        self.logRecordFactory = factory

    def _clear_cache(self):
        for one in (self.root, *self.loggerDict.values()):
            if not isinstance(one, PlaceHolder):
                one._cache.clear()


def _check_logger_class(klass):
    if not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)
    return klass


def setLoggerClass(klass):
    global _loggerClass
    _loggerClass = _check_logger_class(klass)


def getLoggerClass():
    return _loggerClass


def _named(function, name, qualname):
    function.__name__, function.__qualname__ = name, qualname
    return function


def _level_methods(cls, make):
    """Gives a class its method for every level that has one; make(level) makes it."""
    for name in ("debug", "info", "warning", "error", "critical"):
        setattr(cls, name, _named(make(_nameToLevel[name.upper()]), name, f"{cls.__name__}.{name}"))


def _old_spelling(kind):
    import warnings

    # 3: it is the caller of warn() who should use the other name.
    warnings.warn(f"The 'warn' {kind} is deprecated, use 'warning' instead", DeprecationWarning, 3)


class Logger(Filterer):
    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level, self.parent = name, _checkLevel(level), None
        self.propagate, self.disabled = True, False
        self.handlers, self._cache = [], {}

    def log(self, level, msg, *args, **kwargs):
        if isinstance(level, int):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError("level must be an integer")

    def fatal(self, msg, *args, **kwargs):
        self.critical(msg, *args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        _old_spelling("method")
        self.warning(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def setLevel(self, level):
        # Descendants without a level of their own may have remembered this one's.
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    def findCaller(self, stack_info=False, stacklevel=1):
        frame, outside = sys._getframe(), 0
        while outside < stacklevel and frame.f_back is not None:
            frame = frame.f_back
            outside += frame.f_code.co_filename != _srcfile
        stack = None
        if stack_info:
            stack = "".join(["Stack (most recent call last):\n", *traceback.format_stack(frame)]).removesuffix("\n")
        code = frame.f_code
        return code.co_filename, frame.f_lineno, code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        make = self.manager.logRecordFactory or _logRecordFactory
        record = make(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        fields = vars(record)
        for key, value in extra.items() if extra is not None else ():
            if key in fields or key in ("message", "asctime"):
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            fields[key] = value
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        filename, line, function, stack = self.findCaller(stack_info, stacklevel)
        if isinstance(exc_info, BaseException):
            exc_info = type(exc_info), exc_info, exc_info.__traceback__
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, filename, line, msg, args, exc_info, function, extra, stack))

    def handle(self, record):
        if self.disabled or not self.filter(record):
            return
        self.callHandlers(record)

    def addHandler(self, hdlr):
        _add_once(self.handlers, hdlr)

    def removeHandler(self, hdlr):
        _remove_if_there(self.handlers, hdlr)

    def _lineage(self):
        """This logger and those above it up to the root."""
        one = self
        while one:
            yield one
            one = one.parent

    def _responsible(self):
        """The handlers for records of this logger: its own and those of the loggers that it propagates to."""
        for one in self._lineage():
            yield from one.handlers
            if not one.propagate:
                return

    def hasHandlers(self):
        return any(True for _ in self._responsible())

    def callHandlers(self, record):
        heard = False
        for heard in self._responsible():
            if record.levelno >= heard.level:
                heard.handle(record)
        if heard is not False:
            return
        # Nobody configured anything.
        fallback, manager = lastResort, self.manager
        if fallback and record.levelno >= fallback.level:
            fallback.handle(record)
        elif not fallback and raiseExceptions and not manager.emittedNoHandlerWarning:
            manager.emittedNoHandlerWarning = True
            sys.stderr.write(f'No handlers could be found for logger "{self.name}"\n')

    def getEffectiveLevel(self):
        return next((one.level for one in self._lineage() if one.level), NOTSET)

    def isEnabledFor(self, level):
        answer = False if self.disabled else self._cache.get(level)
        if answer is None:
            self._cache[level] = answer = level > self.manager._disable and level >= self.getEffectiveLevel()
        return answer

    def getChild(self, suffix):
        return self.manager.getLogger(suffix if self is self.root else f"{self.name}.{suffix}")

    def __repr__(self):
        return _shown(self, self)

    def __reduce__(self):
        return getLogger, (self.name,)


def _shown(what, logger):
    return f"<{type(what).__name__} {logger.name} ({getLevelName(logger.getEffectiveLevel())})>"


def _logger_method(level):
    def method(self, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    return method


_level_methods(Logger, _logger_method)


class RootLogger(Logger):
    def __init__(self, level):
        super().__init__("root", level)

    def __reduce__(self):
        return getLogger, ()


_loggerClass = Logger
Logger.root = root = RootLogger(WARNING)
Logger.manager = Manager(root)


class LoggerAdapter:
    def __init__(self, logger, extra=None):
        self.extra, self.logger = extra, logger

    def log(self, level, msg, *args, **kwargs):
        if not self.isEnabledFor(level):
            return
        msg, options = self.process(msg, kwargs)
        self.logger.log(level, msg, *args, **options)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def process(self, msg, kwargs):
        kwargs.update(extra=self.extra)
        return msg, kwargs

    # The rest is the logger's.
    def hasHandlers(self):
        return self.logger.hasHandlers()

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def setLevel(self, level):
        self.logger.setLevel(level)

    def _log(self, level, msg, args, **kwargs):
        return self.logger._log(level, msg, args, **kwargs)

    manager = property(lambda self: self.logger.manager, lambda self, value: setattr(self.logger, "manager", value))
    name = property(lambda self: self.logger.name)

    def __repr__(self):
        return _shown(self, self.logger)

    __class_getitem__ = StreamHandler.__dict__["__class_getitem__"]


def _adapter_method(level):
    def method(self, msg, *args, **kwargs):
        self.log(level, msg, *args, **kwargs)

    return method


_level_methods(LoggerAdapter, _adapter_method)
LoggerAdapter.warn = _named(_adapter_method(WARNING), "warn", "LoggerAdapter.warn")


def basicConfig(**kwargs):
    take = kwargs.pop
    force, encoding, errors = take("force", False), take("encoding", None), take("errors", "backslashreplace")
    if force:
        for handler in list(root.handlers):
            root.removeHandler(handler)
            handler.close()
    if root.handlers:
        return
    handlers = _asked_handlers(kwargs, encoding, errors)
    datefmt, style = take("datefmt", None), take("style", "%")
    formatter = Formatter(take("format", _style(style)[1]), datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    level = take("level", None)
    if level is not None:
        root.setLevel(level)
    if kwargs:
        raise ValueError("Unrecognised argument(s): " + ", ".join(kwargs))


def _asked_handlers(options, encoding, errors):
    """The handlers that basicConfig()'s options mean, taken out of them: a list given, a file or a stream, and only one of the three."""
    targets = options.keys() & {"stream", "filename"}
    handlers = options.pop("handlers", None)
    if handlers is not None:
        if targets:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        return handlers
    if len(targets) == 2:
        raise ValueError("'stream' and 'filename' should not be specified together")
    filename, mode = options.pop("filename", None), options.pop("filemode", "a")
    if filename:
        return [FileHandler(filename, mode, encoding=encoding, errors=errors)]
    return [StreamHandler(options.pop("stream", None))]


def getLogger(name=None):
    if not name or name == root.name and isinstance(name, str):
        return root
    return root.manager.getLogger(name)


def _on_root(name):
    def function(msg, *args, **kwargs):
        getattr(_configured_root(), name)(msg, *args, **kwargs)

    return _named(function, name, name)


def _configured_root():
    """The root logger, with a handler for stderr if nobody gave it one."""
    if not root.handlers:
        basicConfig()
    return root


debug, info, warning, error, critical, fatal = map(_on_root, ("debug", "info", "warning", "error", "critical", "fatal"))


def log(level, msg, *args, **kwargs):
    _configured_root().log(level, msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    _old_spelling("function")
    warning(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    error(msg, *args, exc_info=exc_info, **kwargs)


def disable(level=CRITICAL):
    manager = root.manager
    manager.disable = level
    manager._clear_cache()


def shutdown(handlerList=_handlerList):
    # Those made last may write to those made first.
    for handler in list(handlerList)[::-1]:
        try:
            handler.flush()
            handler.close()
        except (ValueError, OSError):
            continue


# What warnings.showwarning was before captureWarnings(True), or None.
_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    import warnings

    if file is None:
        named = getLogger("py.warnings")
        if not named.handlers:
            named.addHandler(NullHandler())
        named.warning("%s", warnings.formatwarning(message, category, filename, lineno, line))
    elif _warnings_showwarning is not None:
        _warnings_showwarning(message, category, filename, lineno, file, line)


def captureWarnings(capture):
    global _warnings_showwarning
    import warnings

    captured = _warnings_showwarning is not None
    if capture and not captured:
        _warnings_showwarning, warnings.showwarning = warnings.showwarning, _showwarning
    elif captured and not capture:
        _warnings_showwarning, warnings.showwarning = None, _warnings_showwarning
