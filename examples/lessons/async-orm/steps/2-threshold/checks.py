import re

import shelf


class Threshold(shelf.Check):
    def test_written(self):
        "There is a variable `min_pages`"
        p = self.program
        lines = p.assigned("min_pages")
        if [a for a in lines if a.scope_kind == "module" and a.value]:
            return
        if [i for i in p.imports if "min_pages" in i.names]:
            self.runs()
            return
        self.not_parsed()
        for a in lines:
            if a.scope_kind == "class":
                self.wrong(f"`min_pages` is set inside the class `{a.scope}`; set it outside, so that the query can use it by its plain name.", a)
            if a.scope_kind == "function":
                self.wrong(f"`min_pages` is set inside the function `{a.scope}`, and is forgotten when that ends; set it at the left edge of a file.", a)
            if not a.value:
                self.wrong("This line only notes a type for `min_pages`; to give it a value write `min_pages = 100`.", a)
        for file, text in p.files.items():
            for number, line in enumerate(text.split("\n"), 1):
                if re.match(r"\s*min_pages\s*==", line):
                    self.wrong("`==` compares; to give `min_pages` a value write a single `=`.", (file, number))
                if re.match(r"\s*min_pages\s*$", line):
                    self.wrong("`min_pages` is only mentioned here; give it a value: `min_pages = 100`.", (file, number))
        for c in p.comments:
            if re.match(r"min_pages\s*=", c.text):
                self.wrong("The line with `min_pages` is a comment; take away the `#` in front of it.", c)
        names = [a.name for a in p.assignments if a.scope_kind == "module"]
        for name in names:
            if name.lower() == "min_pages":
                self.wrong(f"The variable is called `{name}`; the task asks for `min_pages`, in small letters.", p.assigned(name)[-1])
        near = p.nearest("min_pages", names)
        if near is None:
            near = ([a.name for a in p.assignments if a.scope_kind == "module" and a.value == "100"] or [None])[0]
        if near:
            self.wrong(f"The variable is called `{near}`; the task asks for `min_pages`.", p.assigned(near)[-1])
        self.runs()
        self.wrong("There is no variable `min_pages` yet; give it the value 100.", ("queries.py", 0))

    def not_parsed(self):
        "A SyntaxError hides the whole file; the typical ones of this step have a sentence of their own."
        p = self.program
        error = p.syntax_error
        if not error:
            return
        line = p.text(error)
        if re.match(r"min-pages\b", line):
            self.wrong("A name cannot contain a minus sign; write `min_pages`, with an underscore.", error)
        if re.match(r"min pages\b", line):
            self.wrong("A name cannot contain a blank; write `min_pages`, with an underscore.", error)
        if re.match(r"\d+\s*=", line):
            self.wrong("The name stands on the left of `=` and the value on the right: `min_pages = 100`.", error)
        word = re.match(r"(int|var|let|const|float)\s+min_pages", line)
        if word:
            self.wrong(f"Python wants no `{word.group(1)}` before a variable; write `min_pages = 100`.", error)
        if error.is_a("IndentationError") and "min_pages" in line:
            self.wrong("The line with `min_pages` begins with blanks; it must begin at the left edge.", error)
        if re.match(r"min_pages\s*=\s*\d+\s*\w", line):
            self.wrong("After the number nothing more may stand on the line: write `min_pages = 100`.", error)
        self.parses()

    def test_runs(self):
        "The program runs without an error"
        self.runs()

    def test_value(self):
        "Its value is the number 100"
        p = self.program
        if not p.has("min_pages"):
            self.wrong("`min_pages` has no value when the program has ended.", self.place())
        value = p.value("min_pages")
        place = self.place()
        if isinstance(value, str):
            self.wrong(f"`min_pages` is the text {value!r}; the task asks for the number 100, without quotes.", place)
        if isinstance(value, tuple):
            self.wrong("A comma at the end of this line turns `min_pages` into a tuple; take the comma away.", place)
        if isinstance(value, (list, set, dict)):
            self.wrong(f"`min_pages` is {shelf.kind(value)}; the task asks for the plain number 100, without brackets.", place)
        if isinstance(value, float):
            self.wrong(f"`min_pages` is {value!r}, a float; pages are counted in whole numbers: write 100.", place)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(f"`min_pages` is {shelf.kind(value)}; the task asks for the number 100.", place)
        if value != 100:
            self.wrong(f"`min_pages` is {value}; the task asks for 100.", place)

    def place(self):
        lines = [a for a in self.program.assigned("min_pages") if a.scope_kind == "module"]
        return lines[-1] if lines else None
