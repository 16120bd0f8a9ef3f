from django.db import models

import shelf

GOAL = {"title": "CharField", "pages": "IntegerField"}


class BookModel(shelf.Check):
    def test_class_exists(self):
        "There is a class `Book`"
        p = self.program
        if p.class_("Book"):
            return
        f = p.function("Book")
        if f:
            self.wrong("`Book` is a function here; a model is a class: write `class Book(models.Model):`.", f)
        self.parses()
        c = p.comment_with("class Book")
        if c:
            self.wrong("The line with `class Book` is a comment; take away the `#` in front of it.", c)
        for c in p.classes:
            if c.name.lower() == "book":
                self.wrong(f"The class is called `{c.name}`; the task asks for `Book`, with a capital B.", c)
        near = p.nearest("Book", [c.name for c in p.classes])
        if near:
            self.wrong(f"The class is called `{near}`; the task asks for `Book`.", p.class_(near))
        self.wrong("There is no class `Book` yet; write it in `models.py`.", ("models.py", 0))

    def test_is_a_model(self):
        "`Book` inherits from `models.Model`"
        book = self.program.class_("Book")
        self.parses()
        if not book.bases:
            self.wrong("`Book` inherits from nothing, so Django makes no table for it; write `class Book(models.Model):`.", book)
        if "models" in book.bases:
            self.wrong("`Book` inherits from `models`, which is the module; the base class in it is `models.Model`.", book)
        if "models.model" in book.bases:
            self.wrong("`models.model` is written in lower case; the base class is `models.Model`, with a capital M.", book)

    def test_fields_are_calls(self):
        "`title` and `pages` are fields"
        p = self.program
        book = p.class_("Book")
        for name, wanted in GOAL.items():
            lines = p.assigned(name, "Book")
            if not lines:
                continue
            line = lines[-1]
            if not line.value:
                self.wrong(f"This line only notes a type for `{name}`; to make the field write `=` instead of `:`.", line)
            if line.kind == "Tuple":
                self.wrong(f"A comma at the end of this line turns `{name}` into a tuple; take the comma away.", line)
            if line.kind in ("Attribute", "Name") and line.value.endswith("Field"):
                self.wrong(f"`{name}` is the class `{line.value}` itself; a field is made by calling it: `{line.value}({self.arguments(name)})`.", line)
            if line.kind == "Constant":
                self.wrong(f"`{name}` is the value {line.value}; the task asks for a field, `models.{wanted}({self.arguments(name)})`.", line)
            if line.kind == "Call" and name == "title":
                self.max_length_spelled(line)

    def arguments(self, name):
        return "max_length=100" if name == "title" else ""

    def max_length_spelled(self, line):
        for call in self.program.calls:
            if call.file == line.file and call.name == "CharField" and call.use == "assigned" and call.with_ == "title" and "max_length" not in call.keywords:
                for keyword in call.keywords:
                    if self.program.nearest("max_length", [keyword]):
                        self.wrong(f"`title` is given `{keyword}`; the argument is called `max_length`.", line)

    def test_runs(self):
        "The program runs without an error"
        self.runs()

    def test_django_knows_it(self):
        "Django knows `Book` as a model"
        book = self.program.value("Book")
        place = self.program.class_("Book")
        if not isinstance(book, type) or not issubclass(book, models.Model):
            self.wrong("`Book` does not inherit from `models.Model`, so Django makes no table for it.", place)
        if book._meta.abstract:
            self.wrong("`Book` is abstract, so it gets no table; take `abstract = True` out of its `Meta`.", place)

    def test_title(self):
        "`title` is a CharField with `max_length=100`"
        field = self.field("title")
        self.type_of("title", field)
        place = self.place("title")
        if field.max_length is None:
            if str(field.verbose_name) == "100":
                self.wrong("The 100 stands in the place of the field's label; say what it is: `max_length=100`.", place)
            self.wrong("`title` has no `max_length`; the task asks for `max_length=100`.", place)
        if isinstance(field.max_length, str):
            self.wrong(f"`max_length` is the text {field.max_length!r}; the task asks for the number 100, without quotes.", place)
        if field.max_length != 100:
            self.wrong(f"`title` may hold {field.max_length} characters; the task asks for `max_length=100`.", place)

    def test_pages(self):
        "`pages` is an IntegerField"
        self.type_of("pages", self.field("pages"))

    def field(self, name):
        p = self.program
        book = p.value("Book")
        for field in book._meta.fields:
            if field.name == name:
                return field
        place = p.class_("Book")
        others = [f.name for f in book._meta.fields if f.name not in GOAL and f.name != "id"]
        near = p.nearest(name, others)
        for other in others:
            if other.lower() == name:
                near = other
        if near:
            self.wrong(f"`Book` has a field `{near}`; the task asks for `{name}`.", self.place(near))
        outside = [a for a in p.assigned(name) if a.scope_kind == "module"]
        if outside:
            self.wrong(f"`{name}` stands outside the class; move it in by four blanks, so that it belongs to `Book`.", outside[-1])
        if others:
            self.wrong(f"`Book` has no field `{name}`; it has {self.listed(others)}.", place)
        self.wrong(f"`Book` has no field `{name}` yet; the task asks for {shelf.a(GOAL[name])} of that name.", place)

    def listed(self, names):
        quoted = [f"`{n}`" for n in names]
        return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]

    def place(self, name):
        lines = self.program.assigned(name, "Book")
        return lines[-1] if lines else self.program.class_("Book")

    def type_of(self, name, field):
        is_a = type(field).__name__
        if is_a != GOAL[name]:
            self.wrong(f"`{name}` is {shelf.a(is_a)}; the task asks for {shelf.a(GOAL[name])}.", self.place(name))
