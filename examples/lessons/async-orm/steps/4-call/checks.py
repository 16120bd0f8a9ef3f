import re

from django.http import HttpResponse
from django.test import AsyncRequestFactory

import shelf

NAME = "get_books_async"

# What may take a coroutine and see to it that it runs.
STARTERS = ("run", "gather", "create_task", "ensure_future", "wait_for", "run_until_complete", "shield", "as_completed", "append")


class Call(shelf.Check):
    def test_still_there(self):
        "`get_books_async` is still there"
        p = self.program
        f = p.function(NAME)
        if f is None:
            self.not_parsed()
            self.wrong(f"The function `{NAME}` is gone; bring it back, or press Reset to start this step anew.")
        if not f.is_async:
            self.wrong(f"`{NAME}` has become a plain `def`; it must stay `async def`.", f)

    def not_parsed(self):
        p = self.program
        error = p.syntax_error
        if not error:
            return
        line = p.text(error)
        if re.search(r"\.\s*await\b", line):
            self.wrong(f"`await` is a word of the language and stands before the call: `await {NAME}()`.", error)
        if "'await' outside" in error.message:
            for f in p.functions:
                if not f.is_async and f.file == error.file and f.line <= error.line <= f.end_line:
                    self.wrong(f"`{f.name}` is a plain `def`, and `await` may stand only inside `async def`.", error)
            self.wrong("`await` may stand only inside `async def`, or at the top level of `main.py`.", error)
        if "asynchronous comprehension" in error.message or "outside async function" in error.message:
            self.wrong("`async for` may stand only inside `async def`, or at the top level of `main.py`.", error)
        self.parses()

    def calls(self):
        return [c for c in self.program.calls_of(NAME) if c.scope != NAME]

    def awaited(self, call):
        "Whether the source shows that somebody waits for what a call made."
        if call.use == "awaited" or (call.use == "argument" and call.with_ in STARTERS):
            return True
        if call.use == "assigned":
            names = [call.with_]
            for a in self.program.awaits:
                if a.value in names:
                    return True
            for c in self.program.calls:
                if c.name in STARTERS and call.with_ in c.args:
                    return True
        return call.use == "other"

    def test_called(self):
        "The program calls `get_books_async()`"
        p = self.program
        self.not_parsed()
        if self.calls():
            return
        for a in p.awaits:
            if a.value.split(".")[-1] == NAME:
                self.wrong(f"The parentheses are missing: `await {NAME}()` calls the function and waits for what it returns.", a)
        for c in p.calls:
            for arg in c.args:
                if arg.split(".")[-1] == NAME:
                    if c.name in ("sync_to_async", "async_to_sync", "partial"):
                        return
                    self.wrong(f"The parentheses are missing: `{c.callee}({NAME}())` hands over the call, not the function.", c)
        for a in p.assignments:
            if a.value.split(".")[-1] == NAME:
                self.wrong(f"This line gives the function another name and does not call it; write `await {NAME}()`.", a)
        near = [c for c in p.calls if c.name != NAME and p.nearest(NAME, [c.name])]
        if near:
            self.wrong(f"`{near[0].name}()` is called here; the function is called `{NAME}`.", near[0])
        c = p.comment_with(f"{NAME}()")
        if c and c.file == "main.py":
            self.wrong("The line that calls the function is a comment; take away the `#` in front of it.", c)
        self.wrong(f"The program never calls `{NAME}()`.", ("main.py", 0))

    def test_awaited(self):
        "The call is awaited"
        p = self.program
        calls = self.calls()
        for loop in p.loops:
            if loop.is_async and loop.iter.split(".")[-1] == f"{NAME}()":
                self.wrong("`async for` cannot go through a coroutine; await the call first, then a plain `for` goes through the list.", loop)
        for call in calls:
            if self.awaited(call):
                continue
            if call.in_async or not call.scope:
                if call.use == "for":
                    self.wrong(f"The loop gets a coroutine instead of a list, because `await` is missing: `for book in await {NAME}()`.", call)
                if call.use == "argument":
                    self.wrong(f"`{call.with_}(...)` gets a coroutine instead of a list, because `await` is missing before `{NAME}()`.", call)
                if call.use == "attribute":
                    self.wrong(f"`.{call.with_}` is looked for on a coroutine; await the call first: `(await {NAME}())`.", call)
                self.wrong(f"`{NAME}()` is called without `await`, so it only makes a coroutine and no query runs; write `await {NAME}()` in an async context.", call)
            self.wrong(f"`{NAME}()` is called in the plain function `{call.scope}`, where `await` cannot stand; make it `async def` and await the call.", call)

    def test_started(self):
        "The async code is started"
        p = self.program
        for c in p.calls_of("run"):
            if c.callee == "asyncio.run" and len(c.args) == 1:
                f = p.function(c.args[0])
                if f is not None:
                    self.wrong(f"The parentheses are missing: `asyncio.run({f.name}())` wants the coroutine that the call makes.", c)
                inner = re.match(r"await\b", c.args[0])
                if inner:
                    self.wrong("`asyncio.run` does the waiting itself; take `await` out of its parentheses.", c)
                if c.in_async:
                    self.wrong(f"A loop is already running inside `{c.scope}`, so `asyncio.run` cannot start another; write `await` instead.", c)
        self.sync_in_async()
        self.runs()
        for f in p.functions:
            if f.is_async and not f.scope and f.name != NAME:
                for c in p.calls_of(f.name):
                    if c.use in ("discarded", "assigned") and not c.scope and not self.awaited_by_name(c):
                        self.wrong(f"`{f.name}()` only makes a coroutine; start it with `asyncio.run({f.name}())`.", c)
        if self.ran():
            return
        if self.views():
            return
        for call in self.calls():
            f = p.function(call.scope.split(".")[0]) if call.scope else None
            if f is not None and f.is_async:
                self.wrong(f"`{f.name}` awaits the books, but nothing starts `{f.name}`; add `asyncio.run({f.name}())` at the end.", f)
        w = p.never_awaited()
        if w:
            self.wrong(f"A coroutine was made and never awaited: {w.message}.", w)
        self.wrong(f"`{NAME}()` did not run, so no book was fetched; is the line that calls it ever reached?", self.calls()[0] if self.calls() else None)

    def awaited_by_name(self, call):
        return self.awaited(call)

    def sync_in_async(self):
        p = self.program
        error = p.error
        if error and error.is_a("SynchronousOnlyOperation"):
            for call in p.calls:
                if call.file == error.file and call.line == error.line and "objects" in call.callee:
                    self.wrong(f"`{call.callee}(...)` asks the database synchronously, which Django refuses in async code; use `await {NAME}()`.", error)

    def ran(self):
        "Whether the function's query was sent during the run."
        f = self.program.function(NAME)
        return bool(self.program.within(self.program.queries, f))

    def views(self):
        "Functions that await the books and take a request."
        found = []
        for call in self.calls():
            for f in self.program.functions:
                if f.file == call.file and f.line <= call.line <= f.end_line and f.is_async and "request" in f.parameters:
                    found.append(f)
        return found

    async def test_view_answers(self):
        "The books arrive"
        p = self.program
        if self.ran():
            return
        view = self.views()[0]
        request = AsyncRequestFactory().get("/books/")
        if view.scope:
            function = p.value(view.scope.split(".")[0]).as_view()
        else:
            function = p.value(view.name)
        response = await self.calling(function, request)
        if not isinstance(response, HttpResponse):
            self.wrong(f"A view answers with a response; `{view.name}` returns {shelf.kind(response)}. Wrap the titles in a `JsonResponse`.", view)
