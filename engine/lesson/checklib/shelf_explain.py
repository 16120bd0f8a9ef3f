"""Plain words for the exceptions that beginners meet.

Django's and Python's own words are always quoted; what is said here stands
beside them. A lesson's checks say the things that only hold in their task.
"""

import re


def stopped(file, line, text, meaning):
    """The sentence about a program that an exception ended."""
    where = f"`{file}` stops at line {line}" if file and line else "The program stops"
    sentence = f"{where} with `{text}`."
    return f"{sentence} {meaning}" if meaning else sentence


def steady(message):
    """A message without what differs from run to run or from place to place:
    addresses of objects, and where a module was found."""
    message = re.sub(r" at 0x[0-9a-fA-F]+", "", message)
    return re.sub(r" \((unknown location|[^()]*\.py)\)$", "", message)


# Names that are used before they are imported, and the line that brings them.
IMPORTS = {
    "models": "from django.db import models",
    "asyncio": "import asyncio",
    "Book": "from books.models import Book",
    "sync_to_async": "from asgiref.sync import sync_to_async",
    "async_to_sync": "from asgiref.sync import async_to_sync",
    "JsonResponse": "from django.http import JsonResponse",
    "HttpResponse": "from django.http import HttpResponse",
    "transaction": "from django.db import transaction",
    "Q": "from django.db.models import Q",
    "F": "from django.db.models import F",
}


def explain(error, program):
    """What an error means; "" when there is nothing to add to its own words."""
    for names, pattern, answer in TABLE:
        if error.name not in names:
            continue
        found = re.search(pattern, error.message)
        if found:
            text = answer(found, error, program) if callable(answer) else answer
            if text:
                return text
    return ""


def name_error(found, error, program):
    name = found.group(1)
    if name.endswith("Field"):
        return f"`{name}` lives in `models`: write `models.{name}`."
    line = program.text(error)
    if re.match(rf"{name}\s*==", line):
        return f"`==` compares; to give `{name}` a value write a single `=`."
    if re.search(rf"\(\s*{name}\s*(>|<|==)", line):
        return f"Inside `filter()` a comparison is a keyword: `{name}__gte=...` for `>=`."
    if name in IMPORTS:
        return f"`{name}` is used but not imported here: put `{IMPORTS[name]}` at the top of the file."
    near = program.nearest(name)
    if near:
        return f"There is `{near}`; was that meant?"
    for other in program.files:
        if re.search(rf"(?m)^(async def |def |class )?{name}\b", program.files[other]) and other != error.file:
            return f"`{name}` is in `{other}`: import it with `from books.{other[:-3]} import {name}`."
    return "Nothing has been given that name before this line runs."


def attribute_error(found, error, program):
    owner, name = found.group(1), found.group(2)
    if owner.startswith("module 'django.db.models") or owner == "module 'models'":
        if name == "model":
            return "The base class is `models.Model`, with a capital M."
        return ""
    if owner == "'coroutine' object":
        return "A coroutine is a call that has not run yet: put `await` before the call to get its result."
    if owner in ("'Manager' object", "'QuerySet' object") and name.startswith("a"):
        plain = name[1:]
        if plain in ("filter", "exclude", "all", "order_by", "values", "values_list", "select_related", "prefetch_related"):
            return f"`{plain}()` does not touch the database, so it needs no async twin: write `{plain}` and fetch with `async for`."
    if owner.startswith("type object") and name in ("filter", "all", "get", "aget", "create", "acreate", "exclude"):
        return f"Queries start at the manager: `objects.{name}(...)`."
    return ""


def not_awaitable(found, error, program):
    kind = found.group(1)
    if kind == "QuerySet":
        return "A queryset is not awaitable, and nothing was queried: go through it with `async for`."
    if kind in ("function", "method"):
        return "A function cannot be awaited, only what it returns when called: add the parentheses."
    if kind == "async_generator":
        return "An async generator is gone through with `async for`, not awaited."
    return f"What stands behind `await` has already been worked out to {kind_words(kind)}, which needs no `await`."


def kind_words(kind):
    return {"list": "a list", "int": "a number", "NoneType": "None", "str": "a text", "dict": "a dict"}.get(kind, kind)


def field_error(found, error, program):
    keyword, choices = found.group(1), found.group(2).split(", ")
    for lookup in ("gte", "lte", "gt", "lt"):
        if keyword.endswith("_" + lookup) and keyword[: -len(lookup) - 1] in choices:
            return f"The field and the lookup are joined by two underscores: `{keyword[:-len(lookup) - 1]}__{lookup}`."
    near = program.nearest(keyword, choices)
    if near:
        return f"The model has `{near}`; was that meant?"
    return ""


def import_error(found, error, program):
    name, module = found.group(1), found.group(2)
    if module == "django.db" and name in ("model", "Model", "Models"):
        return "The module is called `models`, in lower case and with an s."
    short = module.rsplit(".", 1)[-1]
    file = short + ".py"
    if file in program.files:
        near = program.nearest(name, [f.name for f in program.functions + program.classes + program.assignments if f.file == file and not f.scope])
        if near:
            return f"`{file}` has `{near}`; was that meant?"
        return f"`{file}` has no `{name}` at module level."
    return ""


def keyword_error(found, error, program):
    near = program.nearest(found.group(1), ["max_length", "null", "blank", "default", "unique", "choices", "primary_key", "verbose_name"])
    return f"Was `{near}` meant?" if near else ""


# Exception names, a pattern of the message, and what it means: text or a
# function of the match, the error and the program. The first that has
# something to say is taken.
TABLE = [
    (("NameError", "UnboundLocalError"), r"name '(\w+)' is not defined", name_error),
    (("AttributeError",), r"^(.*) has no attribute '(\w+)'", attribute_error),
    (("ImportError",), r"cannot import name '(\w+)' from '([\w.]+)'", import_error),
    (("ModuleNotFoundError",), r"No module named 'django\.(\w+)'", "Check the spelling of the module's path in the import line."),
    (("FieldError",), r"Cannot resolve keyword '(\w+)' into field\. Choices are: (.*)", field_error),
    (("ValueError",), r"Field '(\w+)' expected a number but got '(.*)'", lambda m, e, p: f"The field `{m.group(1)}` holds numbers and was compared with the text '{m.group(2)}'."),
    (("ValueError",), r"a coroutine was expected, got <function", "`asyncio.run` wants the coroutine that a call makes: add the parentheses after the function's name."),
    (("SynchronousOnlyOperation",), r"", "This is a synchronous database call, and an event loop is running: use the async form (`async for`, or a method that begins with a, behind `await`)."),
    (("TypeError",), r"object (\w+) can't be used in 'await' expression", not_awaitable),
    (("TypeError",), r"'async_generator' object is not (iterable|subscriptable)", "An async generator gives its items only to `async for`."),
    (("TypeError",), r"'coroutine' object is not (iterable|subscriptable)", "A coroutine is a call that has not run yet: put `await` before the call to get its result."),
    (("TypeError",), r"'async for' requires an object with __aiter__ method, got coroutine", "Await the call first; a plain `for` goes through the list it gives."),
    (("TypeError",), r"'async for' requires an object with __aiter__ method, got list", "A list is already in memory: a plain `for` goes through it."),
    (("TypeError",), r"'async for' requires an object with __aiter__ method, got (\w*)Manager", "A manager is not a queryset: add `.all()`."),
    (("TypeError",), r"object of type 'coroutine' has no len\(\)", "A coroutine is a call that has not run yet: put `await` before the call to get its result."),
    (("TypeError",), r"got an unexpected keyword argument '(\w+)'", keyword_error),
    (("TypeError",), r"is not JSON serializable", "A response can carry texts, numbers, lists and dicts: take what you need from each object, such as `book.title`."),
    (("TypeError",), r"module\(\) takes at most 2 arguments", "`models` is a module; the base class in it is `models.Model`."),
    (("RuntimeError",), r"asyncio\.run\(\) cannot be called from a running event loop", "A loop is already running here, because of an `await` at the top level or an async function around this line: use `await` instead of `asyncio.run`."),
    (("RuntimeError",), r"cannot reuse already awaited coroutine", "Each call makes one coroutine, which can be awaited once."),
    (("SyntaxError",), r"asynchronous comprehension outside of an asynchronous function", "`async for` may stand only inside an `async def`."),
    (("SyntaxError",), r"'await' outside (async )?function", "`await` may stand only inside an `async def`, or at the top level of main.py."),
    (("SyntaxError",), r"'async (for|with)' outside async function", "It may stand only inside an `async def`."),
    (("SyntaxError",), r"", lambda m, e, p: "`await` is a word of the language and stands before the expression, never after a dot." if re.search(r"\.\s*await\b", p.text(e)) else ""),
    (("SyntaxError",), r"expected ':'", "A line that opens a block (`class`, `def`, `for`, `if`) ends with a colon."),
    (("SyntaxError",), r"was never closed", "The bracket that is marked has no partner."),
    (("IndentationError", "TabError"), r"expected an indented block", "What belongs to the line above must stand further in, by four blanks."),
    (("IndentationError", "TabError"), r"", "Lines of one block must begin at the same column."),
    (("OperationalError",), r"no such table", "The table was not made: is the model in models.py?"),
]
