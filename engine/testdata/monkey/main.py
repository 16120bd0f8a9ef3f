# Does senseless things to an object of every native class: deletes and sets its attributes, calls its methods with whatever comes. Nothing of this may
# be more than an exception. SEED and TURNS stand before this text; see monkey_test.go.

import sys
import random
rnd = random.Random(SEED)
def makers():
    import asyncio, decimal, datetime, re, collections, functools, itertools, fractions, json, io, contextvars, enum, types, inspect, uuid, hashlib, base64, struct, array, threading, queue, weakref, operator, statistics, textwrap, string, copy, logging, zoneinfo, contextlib, heapq, bisect, math, cmath, time, calendar, csv, pickle, typing, abc, warnings, traceback, dataclasses, unicodedata, html, shlex, secrets
    from django.db import models, connection, transaction, connections
    from django.db.models import Q, F, Value, Count, Sum, Case, When, Func, Subquery, OuterRef, Exists, Window, Prefetch, ExpressionWrapper
    from django.db.models import functions as fn
    from books.models import Book, Author
    from django.core import paginator, validators, exceptions, serializers
    from django import http
    b = lambda: Book(title="x")
    ms = [lambda: 5, lambda: True, lambda: 2.5, lambda: 3j, lambda: "abc", lambda: b"abc", lambda: bytearray(b"abc"), lambda: memoryview(b"abc"), lambda: [1, 2], lambda: (1, 2), lambda: {1: 2}, lambda: {1}, lambda: frozenset({1}), lambda: range(5), lambda: slice(1, 2), lambda: None, lambda: ..., lambda: NotImplemented,
      lambda: iter([1]), lambda: {1: 2}.keys(), lambda: {1: 2}.items(), lambda: (x for x in [1]), lambda: len, lambda: (lambda: 1), lambda: int, lambda: type, lambda: object(), lambda: ValueError("x"), lambda: ExceptionGroup("g", [ValueError()]), lambda: property(len), lambda: staticmethod(len), lambda: classmethod(len), lambda: super, lambda: map(str, [1]), lambda: zip([1], [2]), lambda: enumerate([1]), lambda: reversed([1]), lambda: filter(None, [1]),
      lambda: asyncio.Lock(), lambda: asyncio.Event(), lambda: asyncio.Queue(), lambda: asyncio.Semaphore(), lambda: asyncio.Condition(), lambda: asyncio.new_event_loop(), lambda: asyncio.new_event_loop().create_future(), lambda: asyncio,
      lambda: decimal.Decimal("1.5"), lambda: decimal.getcontext(), lambda: decimal.Context(), lambda: datetime.datetime(2020, 1, 1), lambda: datetime.date(2020, 1, 1), lambda: datetime.time(1), lambda: datetime.timedelta(1), lambda: datetime.timezone.utc, lambda: zoneinfo.ZoneInfo("UTC"), lambda: re.compile("a(b)?"), lambda: re.match("a(b)?", "ab"), lambda: collections.deque([1]), lambda: collections.OrderedDict(a=1), lambda: collections.defaultdict(int), lambda: collections.Counter("ab"), lambda: collections.ChainMap({}), lambda: collections.namedtuple("P", "x y")(1, 2), lambda: collections.UserDict(), lambda: functools.partial(len), lambda: functools.lru_cache(len), lambda: functools.cached_property(len), lambda: itertools.count(), lambda: itertools.chain([1]), lambda: itertools.islice([1], 1), lambda: itertools.cycle([1]), lambda: itertools.product([1], [2]), lambda: itertools.groupby([1]), lambda: itertools.permutations([1]), lambda: itertools.tee([1])[0], lambda: itertools.accumulate([1]), lambda: fractions.Fraction(1, 2), lambda: json.JSONEncoder(), lambda: json.JSONDecoder(), lambda: io.StringIO("a"), lambda: io.BytesIO(b"a"), lambda: contextvars.ContextVar("x"), lambda: contextvars.copy_context(), lambda: enum.Enum("E", "A B"), lambda: enum.Enum("E", "A B").A, lambda: enum.Flag("G", "A B").A, lambda: types.SimpleNamespace(a=1), lambda: types.MappingProxyType({}), lambda: types.ModuleType("m"), lambda: inspect.signature(lambda a, *b: 1), lambda: uuid.uuid4(), lambda: hashlib.md5(b"a"), lambda: hashlib.sha256(), lambda: struct.Struct("i"), lambda: array.array("i", [1]), lambda: threading.Lock(), lambda: threading.RLock(), lambda: threading.local(), lambda: threading.Event(), lambda: queue.Queue(), lambda: weakref.ref(type("W", (), {})()), lambda: weakref.WeakValueDictionary(), lambda: operator.itemgetter(1), lambda: operator.attrgetter("a"), lambda: string.Template("$a"), lambda: string.Formatter(), lambda: logging.getLogger("a"), lambda: logging.LogRecord("a", 1, "f", 1, "m", (), None), lambda: random.Random(1), lambda: time.gmtime(0), lambda: calendar.Calendar(), lambda: csv.reader(["a,b"]), lambda: csv.writer(io.StringIO()), lambda: typing.List[int], lambda: typing.Optional[int], lambda: typing.TypeVar("T"), lambda: int | str, lambda: list[int], lambda: contextlib.ExitStack(), lambda: traceback.TracebackException.from_exception(ValueError()), lambda: sys._getframe() if hasattr(sys, "_getframe") else 1, lambda: (lambda: 1).__code__, lambda: textwrap.TextWrapper(), lambda: statistics.NormalDist(), lambda: secrets,
      lambda: Q(a=1), lambda: F("pages"), lambda: Value(1), lambda: Count("pages"), lambda: Sum("pages", filter=Q(pages=1)), lambda: Case(When(pages=1, then=2)), lambda: Func("pages"), lambda: fn.Lower("title"), lambda: fn.Coalesce("pages", 1), lambda: fn.Cast("pages", models.CharField()), lambda: fn.TruncDay("when"), lambda: Subquery(Book.objects.all()), lambda: Exists(Book.objects.all()), lambda: OuterRef("pk"), lambda: Window(Count("pages")), lambda: Prefetch("tags"), lambda: ExpressionWrapper(F("pages") + 1, models.IntegerField()), lambda: F("pages").desc(),
      lambda: Book.objects, lambda: Book.objects.all(), lambda: Book.objects.filter(pages=1), lambda: Book.objects.filter(pages=1).query, lambda: Book.objects.filter(pages=1).query.where, lambda: Book.objects.values("title"), lambda: Book.objects.raw("select * from books_book"), b, lambda: b()._state, lambda: Book._meta, lambda: Book._meta.get_field("title"), lambda: Book._meta.get_field("author"), lambda: Book._meta.get_field("tags"), lambda: Book._meta.get_field("author").remote_field, lambda: Book.title, lambda: Book.author, lambda: Book.tags, lambda: Author(pk=1).book_set, lambda: b().tags, lambda: Book, lambda: models.CharField(max_length=3), lambda: models.ForeignKey(Author, models.CASCADE), lambda: models.UniqueConstraint(fields=["title"], name="u"), lambda: models.CheckConstraint(condition=Q(pages=1), name="c"), lambda: models.Index(fields=["title"]), lambda: connection, lambda: connection.cursor(), lambda: connection.ops, lambda: connection.features, lambda: connections, lambda: transaction.atomic(), lambda: connection.schema_editor(), lambda: connection.introspection, lambda: paginator.Paginator([1, 2], 1), lambda: validators.RegexValidator("a"), lambda: exceptions.ValidationError("x"), lambda: http.HttpResponse("a"), lambda: http.HttpRequest(), lambda: http.JsonResponse({}), lambda: http.QueryDict("a=1"), lambda: models.signals.post_save, lambda: models, lambda: Book.objects.filter(pages=1).query.where.children[0], lambda: Book.objects.none(), lambda: Book.objects.all().iterator(), lambda: Book.objects.annotate(n=Count("tags")), lambda: Book.objects.dates("when", "year"),
    ]
    return ms
import datetime, decimal
odd = [None, 0, -1, 10**30, 1.5, float("nan"), "", "x", "%s", b"b", [], [1], (), (1, 2), {}, {"a": 1}, set(), object(), int, len, lambda *a, **k: None, ..., datetime.date(2020, 1, 1), decimal.Decimal("NaN"), iter([]), type, "title", "pages__gte", range(3), slice(None), True, 3j, Exception("e"), "author__name", "\ud800", "é" * 3]
SKIP = {"run_forever", "run_until_complete", "acquire", "wait", "get", "join", "put", "result", "breakpoint", "input", "sleep", "run", "fileno", "close", "exit", "kill", "gather", "wait_for", "__reduce_ex__"}
import warnings
warnings.simplefilter("ignore")
ms = makers()
n = 0
for k in range(len(ms)):
    try: base = ms[k]()
    except BaseException as e: print("maker", k, type(e).__name__, e); continue
    names = sorted(set(dir(type(base))) | set(dir(base)))
    for name in names:
        if name in SKIP: continue
        for turn in range(TURNS):
            try: obj = ms[k]()
            except BaseException: break
            act = rnd.randrange(6)
            n += 1
            try:
                if act == 0: delattr(obj, name); repr(obj)
                elif act == 1: setattr(obj, name, rnd.choice(odd)); repr(obj); list(obj)
                else:
                    f = getattr(obj, name)
                    if callable(f):
                        args = [rnd.choice(odd) for _ in range(rnd.randrange(4))]
                        kw = {} if rnd.random() < .8 else {rnd.choice(["a", "key", "default", "name", "pages", "using", "n"]): rnd.choice(odd)}
                        r = f(*args, **kw)
                        repr(r)
                        if hasattr(r, "close") and hasattr(r, "send"): r.close()
                    else: repr(f)
            except Exception as e: str(e)
print("tries", n)
