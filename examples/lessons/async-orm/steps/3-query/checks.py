import re

from books.models import Book

import shelf

NAME = "get_books_async"


class GetBooks(shelf.Check):
    def test_written(self):
        "There is a function `get_books_async`"
        p = self.program
        if p.function(NAME):
            return
        self.not_parsed()
        for f in p.functions:
            if f.name == NAME:
                self.wrong(f"`{NAME}` is written inside `{f.scope}`; move it to the left edge of the file.", f)
        for f in p.functions:
            if not f.scope and f.name.lower() == NAME:
                self.wrong(f"The function is called `{f.name}`; the task asks for `{NAME}`, in small letters.", f)
        near = p.nearest(NAME, [f.name for f in p.functions if not f.scope])
        if near is None and p.function("get_books"):
            near = "get_books"
        if near:
            self.wrong(f"The function is called `{near}`; the task asks for `{NAME}`.", p.function(near))
        lines = p.assigned(NAME, "")
        if lines:
            self.wrong(f"`{NAME}` is a variable here; the task asks for a function, `async def {NAME}():`.", lines[-1])
        c = p.comment_with(f"def {NAME}")
        if c:
            self.wrong("The function is a comment; take away the `#` in front of its lines.", c)
        self.wrong(f"There is no function `{NAME}` yet; write it in `queries.py`.", ("queries.py", 0))

    def not_parsed(self):
        error = self.program.syntax_error
        if error:
            line = self.program.text(error)
            if re.search(r"\.\s*await\b", line):
                self.wrong("`await` is a word of the language, not a method, and a queryset needs none: go through it with `async for`.", error)
            if re.match(r"def\s+async\b", line):
                self.wrong("The order is `async def`, not `def async`.", error)
            if re.search(r"for\s+async\b", line):
                self.wrong("The order is `async for`, not `for async`.", error)
            if re.search(r"pages\s*>=\s*min_pages", line) or re.search(r"=\s*>=", line):
                self.wrong("Inside `filter()` a comparison is a keyword: write `pages__gte=min_pages`.", error)
            self.parses()

    def function(self):
        return self.program.function(NAME)

    def inside(self, facts):
        return self.program.within(facts, self.function())

    def test_async(self):
        "It is an async function"
        f = self.function()
        if f.is_async:
            return
        for loop in self.inside(self.program.loops):
            if loop.is_async:
                self.wrong(f"`{NAME}` is a plain `def`, and `async for` may stand only inside `async def`.", f)
        if self.inside(self.program.awaits):
            self.wrong(f"`{NAME}` is a plain `def`, and `await` may stand only inside `async def`.", f)
        self.wrong(f"`{NAME}` is a plain `def`; the task asks for an async function: write `async def`.", f)

    def test_query(self):
        "It filters with `pages__gte=min_pages`"
        self.not_parsed()
        self.threshold()
        calls = self.inside(self.program.calls)
        for call in calls:
            if call.name in ("afilter", "aall", "aexclude"):
                self.wrong(f"There is no `{call.name}()`: building a queryset does not touch the database, so write `{call.name[1:]}` and fetch with `async for`.", call)
            if call.callee in ("Book.filter", "Book.all"):
                self.wrong(f"A query starts at the model's manager: write `Book.objects.{call.name}(...)`.", call)
        for call in [c for c in calls if c.name in ("filter", "exclude", "Q")]:
            for arg in call.args:
                if re.match(r"(book\.|Book\.|self\.)?pages\s*[<>=]", arg):
                    self.wrong("Inside `filter()` a comparison is a keyword: write `pages__gte=min_pages`.", call)
            for key, value in call.keywords.items():
                self.lookup(call, key, value)

    def threshold(self):
        p = self.program
        if p.error and not p.has(NAME):
            self.runs()
        if "min_pages" in self.function().parameters:
            return
        if not p.has("min_pages"):
            self.wrong("There is no `min_pages` any more; bring back the line `min_pages = 100` from the step before.", self.function())
        value = p.value("min_pages")
        places = p.assigned("min_pages", "")
        if isinstance(value, str):
            self.wrong(f"`min_pages` is the text {value!r}; it must be the number 100, without quotes.", places[-1] if places else None)
        if value != 100:
            self.wrong(f"`min_pages` is {value!r}; the task asks for 100.", places[-1] if places else None)

    def lookup(self, call, key, value):
        if key in ("pages_gte", "pagesgte", "pages_gt"):
            self.wrong(f"`{key}` needs two underscores between the field and the lookup: `pages__gte`.", call)
        if value.strip("\"'") == "min_pages" and value != "min_pages":
            self.wrong("`min_pages` stands in quotes, so the filter gets the text instead of the number; take the quotes away.", call)
        if call.name == "exclude" or not key.startswith("pages"):
            return
        if key == "pages__gt" and value == "min_pages":
            self.wrong("`pages__gt` means more than `min_pages`, so the book with exactly 100 pages is left out; the task asks for `pages__gte`.", call)
        if key in ("pages__lt", "pages__lte"):
            self.wrong(f"`{key}` finds the short books; the task asks for `pages__gte`, greater than or equal.", call)
        if key in ("pages", "pages__exact"):
            self.wrong(f"`{key}={value}` finds only books with exactly that many pages; the task asks for `pages__gte`, greater than or equal.", call)
        if key == "pages__gte" and re.match(r"[\"']?[\d_]+[\"']?$", value):
            self.wrong(f"The filter has the number {value} written into it; use the variable: `pages__gte=min_pages`.", call)

    def test_fetching(self):
        "It fetches without blocking"
        p = self.program
        calls = self.inside(p.calls)
        for call in calls:
            if call.use == "awaited" and self.is_queryset(call):
                self.wrong("A queryset cannot be awaited, and nothing was queried: take `await` away and go through it with `async for`.", call)
            if call.use == "argument" and call.with_ in ("list", "sorted", "tuple", "set", "len") and self.is_queryset(call):
                self.wrong(f"`{call.with_}(...)` goes through the queryset synchronously, which Django refuses in async code; collect with `[book async for book in ...]`.", call)
        for a in self.inside(p.awaits):
            if a.kind == "Name" and self.holds_queryset(a.value):
                self.wrong("A queryset cannot be awaited, and nothing was queried: take `await` away and go through it with `async for`.", a)
            if a.kind == "ListComp":
                self.wrong("The comprehension already is a list; `async for` inside it does the waiting, so take `await` away.", a)
        for loop in self.inside(p.loops):
            if not loop.is_async and ("objects" in loop.iter or self.holds_queryset(loop.iter)):
                self.wrong("A plain `for` goes through the queryset synchronously, which Django refuses in async code; write `async for`.", loop)
            if loop.is_async and re.match(r"(list|sorted|enumerate)\(", loop.iter):
                self.wrong(f"`async for` goes through the queryset itself; take `{loop.iter.split('(')[0]}(...)` away.", loop)
        for call in calls:
            if call.name in ("first", "last", "get", "count", "exists") and "objects" in call.callee:
                self.wrong(f"`{call.name}()` is synchronous, and Django refuses it in async code; the task asks for all the books, with `async for`.", call)

    def is_queryset(self, call):
        return "objects" in call.callee and call.name in ("all", "filter", "exclude", "order_by", "values", "values_list", "aiterator", "iterator")

    def holds_queryset(self, name):
        "Whether a variable of the function was given a queryset."
        for a in self.inside(self.program.assignments):
            if a.name == name and "objects" in a.value and a.kind == "Call":
                return True
        return False

    def test_no_mistake_before(self):
        "Its file runs without an error"
        p = self.program
        if p.error and not p.has(NAME):
            self.runs()

    async def test_returns_a_list(self):
        "It returns a list of books"
        f = self.function()
        await self.same_query_again(f)
        result = await self.calling(self.program.value(NAME))
        p = self.program
        is_a = type(result).__name__
        returns = [r for r in self.inside(p.returns) if r.scope == NAME]
        last = returns[-1] if returns else f
        if result is None:
            if self.inside(p.calls_of("print")):
                self.wrong(f"`{NAME}` prints the books but returns nothing; `return` hands them to the caller.", f)
            self.wrong(f"`{NAME}` returns nothing; put `return` before the list.", last)
        if is_a == "QuerySet":
            self.wrong(f"`{NAME}` returns a queryset, from which nothing was fetched; collect the books in a list with `async for`.", last)
        if is_a == "async_generator":
            if f.yields:
                self.wrong(f"`{NAME}` hands the books out one by one with `yield`; the task asks for a list: collect them and `return` it.", f)
            if last.kind == "GeneratorExp":
                self.wrong("Round brackets make an async generator, from which nothing was fetched; square brackets make the list.", last)
            self.wrong(f"`{NAME}` returns the async iterator itself, from which nothing was fetched; collect with `[book async for book in ...]`.", last)
        if isinstance(result, Book):
            if last.in_loop:
                self.wrong("`return` stands inside the loop, so only the first book comes back; collect the books in a list and return it after the loop.", last)
            self.wrong(f"`{NAME}` returns a single book; the task asks for a list of all that are long enough.", last)
        if not isinstance(result, list):
            self.wrong(f"`{NAME}` returns {shelf.kind(result)}; the task asks for a list.", last)
        for item in result:
            if not isinstance(item, Book):
                self.wrong(f"The list holds {shelf.kind(item)} where the task asks for the books themselves.", last)

    async def same_query_again(self, f):
        "A function that needs arguments cannot be called the way the task asks."
        function = self.program.value(NAME)
        required = [n for n in f.parameters]
        defaults = function.__defaults__ or ()
        kw = function.__kwdefaults__ or {}
        if len(required) > len(defaults) + len(kw) and "*" not in self.program.text(f):
            self.wrong(f"`{NAME}` wants an argument, `{required[0]}`; the task calls it without any: use the variable `min_pages`.", f)

    async def test_the_right_books(self):
        "They are the books with at least `min_pages` pages"
        p = self.program
        f = self.function()
        result = await self.calling(p.value(NAME))
        everything = [book async for book in Book.objects.all()]
        wanted = {book.pk for book in everything if book.pages >= 100}
        found = [book.pk for book in result]
        returns = [r for r in self.inside(p.returns) if r.scope == NAME]
        place = returns[-1] if returns else f
        if len(found) == 1 and place.in_loop:
            self.wrong("`return` stands inside the loop, so the list has only its first book; move it out by one level.", place)
        if len(found) != len(set(found)):
            self.wrong("Some books are in the list more than once.", place)
        if not found:
            self.wrong("The list is empty, although the library has books with 100 pages and more.", place)
        filters = p.calls_of("filter", "exclude", "Q")
        if set(found) == {book.pk for book in everything}:
            self.wrong("All the books come back, the short ones too; filter with `pages__gte=min_pages`.", place)
        exactly = [book.pk for book in everything if book.pages == 100]
        if set(found) == wanted - set(exactly):
            self.wrong("The book with exactly 100 pages is missing; `pages__gte` takes it in.", place)
        if set(found) != wanted:
            extra, missing = len(set(found) - wanted), len(wanted - set(found))
            self.wrong(f"The list has {extra} books too many and {missing} too few; filter with `pages__gte=min_pages`.", place)
        if not filters:
            self.wrong("The books are sifted in Python after all of them were fetched; let the database do it with `filter(pages__gte=min_pages)`.", place)

    async def test_follows_the_threshold(self):
        "It follows `min_pages` when that changes"
        p = self.program
        old = p.set("min_pages", 500)
        try:
            result = await self.calling(p.value(NAME))
            if "min_pages" in self.function().parameters:
                result = await self.calling(p.value(NAME), min_pages=500)
        finally:
            p.restore(old)
        if [book for book in result if book.pages < 500]:
            self.wrong("The function does not follow `min_pages`: with another value it still returns the same books. Filter with `pages__gte=min_pages`.", self.function())
