import io
import logging
import logging.config
import logging.handlers
import sys

print(logging.getLogger("a.b").parent, logging.getLogger(), logging.getLogger("root") is logging.getLogger())
a = logging.getLogger("a")
print(logging.getLogger("a.b").parent is a, a.getEffectiveLevel(), a.isEnabledFor(logging.INFO), a.getChild("c.d"), a.hasHandlers())
out = io.StringIO()
logging.basicConfig(stream=out, level=logging.DEBUG, format="%(levelname)-8s|%(name)s|%(filename)s|%(funcName)s|%(message)s|%(module)s")
logging.basicConfig(level=logging.ERROR)


def work():
    log = logging.getLogger("x.y")
    log.debug("plain")
    log.info("args %s %d", "a", 3)
    log.warning("dict %(k)s", {"k": 1})
    log.error("percent %% %s", 1)
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("oops")
        log.error("with info", exc_info=True)
    log.critical("crit", extra={"user": "me"})
    log.log(25, "own level")
    log.log(logging.INFO, "by number")
    logging.info("root %s", [1])
    log.info("stack", stack_info=True)


work()
for line in out.getvalue().splitlines():
    print(line if 'File "' not in line else "  File …" + line.rpartition(",")[2])
for f in (
    lambda: a.setLevel("NOPE"), lambda: a.setLevel(None), lambda: logging.getLogger(3), lambda: logging.Formatter("x", style="?"),
    lambda: logging.Formatter("no fields"), lambda: logging.basicConfig(force=True, bogus=1), lambda: a.log("x", "y"),
    lambda: logging.Formatter("{bad!z}", style="{"), lambda: logging.Formatter("$", style="$"), lambda: a.info("m", extra={"message": 1}),
    lambda: logging.basicConfig(force=True, stream=sys.stdout, handlers=[]), lambda: logging.Handler().emit(None),
    lambda: logging.Formatter("%(nofield)s").format(logging.makeLogRecord({"msg": "x"})),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter("{levelname}:{name}:{message}", style="{"))
b = logging.getLogger("solo")
b.propagate = False
b.addHandler(h)
b.addHandler(h)
b.warning("once %s", "only")
b.setLevel("ERROR")
b.warning("not shown")
b.setLevel(logging.NOTSET)
h.setLevel(logging.ERROR)
b.warning("nor this")
b.error("this")
print(h, b, logging.NullHandler(), logging.getLevelName(30), logging.getLevelName("INFO"), logging.getLevelName(17))
logging.addLevelName(25, "NOTICE")
b.log(25, "no")
h.setLevel(0)
b.log(25, "notice")


class Only(logging.Filter):
    def filter(self, record):
        record.msg = record.msg.upper()
        return "skip" not in record.getMessage().lower()


b.addFilter(Only())
b.warning("hello")
b.warning("skip it")
h.addFilter(lambda r: r.levelno > 30)
b.warning("filtered by handler")
b.error("err")
ad = logging.LoggerAdapter(logging.getLogger("ad"), {"ip": "1.2.3.4"})
lg = logging.getLogger("ad")
lg.propagate = False
h2 = logging.StreamHandler(sys.stdout)
h2.setFormatter(logging.Formatter("%(ip)s %(message)s"))
lg.addHandler(h2)
ad.warning("adapted %d", 1)
print(ad)
mem = logging.handlers.MemoryHandler(10, target=h)
m = logging.getLogger("mem")
m.propagate = False
m.addHandler(mem)
m.setLevel(1)
m.info("buffered")
print("before", len(mem.buffer))
m.error("flushes")
print("after", len(mem.buffer))
logging.disable(logging.ERROR)
b.error("disabled")
logging.disable(logging.NOTSET)
logging.config.dictConfig({
    "version": 1,
    "formatters": {"f": {"format": "[%(levelname)s] %(message)s"}},
    "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout", "level": "INFO"}},
    "loggers": {"conf": {"handlers": ["h"], "level": "DEBUG", "propagate": False}},
    "root": {"level": "WARNING", "handlers": ["h"]},
})
c = logging.getLogger("conf")
c.debug("no")
c.info("yes")
logging.warning("root too")
rec = logging.LogRecord("n", 20, "/a/b.py", 5, "m %s", ("x",), None, "fn")
print(rec, rec.getMessage(), rec.module, rec.filename, rec.levelname)
print(logging.Formatter("%(message)s - %(extra)s", defaults={"extra": "d"}).format(rec))
print(logging.Formatter("%(asctime)s").usesTime(), logging.Formatter().format(rec))
print(len(logging.Formatter("%(asctime)s %(message)s").format(rec)), len(logging.Formatter("%(asctime)s", "%H:%M").format(rec)))


class Bad:
    def __str__(self):
        return "bad"


logging.getLogger("conf").info(Bad())
logging.getLogger("conf").info({"a": 1})
sys.stderr = sys.stdout
logging.root.handlers.clear()
logging.getLogger("last").warning("last resort %s", "here")
logging.getLogger("last").info("nothing")
