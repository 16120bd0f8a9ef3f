import inspect

import shelf


class Count(shelf.Check):
    def test_total(self):
        "`total` is the number of books"
        p = self.program
        self.runs()
        if not p.has("total"):
            self.wrong("There is no `total` yet; let it be the number of books.", ("main.py", 0))
        total = p.value("total")
        place = p.assigned("total")[-1]
        if inspect.iscoroutine(total):
            self.wrong("`total` is a coroutine, not a number: write `await` before the call.", place)
        if total != 3:
            self.wrong(f"`total` is {total!r}; the task asks for the number of books, which is 3.", place)

    def test_asks_the_database(self):
        "The database counts"
        if not [q for q in self.program.queries if "COUNT" in q.sql]:
            self.wrong("Nothing asked the database to count; `acount()` does.", self.program.assigned("total")[-1])
