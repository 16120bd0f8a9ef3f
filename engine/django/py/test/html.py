"""HTML as trees that are compared whatever the order of their attributes and the blanks between their words."""

import re
from html import escape
from html.parser import HTMLParser

_blanks = re.compile(r"[ \t\n\f\r]+")

VOID_ELEMENTS = set("area base br col embed frame hr img input link meta param source spacer track wbr".split())
BOOLEAN_ATTRIBUTES = set(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden ismap itemscope loop multiple muted nomodule "
    "novalidate open playsinline readonly required reversed selected truespeed".split()
)


def normalize_whitespace(string):
    return _blanks.sub(" ", string)


def normalize_attributes(attributes):
    """Classes in one order, and attributes that are there or not without a value."""

    def normal(name, value):
        if name in BOOLEAN_ATTRIBUTES:
            return None if value == name else value or None
        if name == "class" and value:
            return " ".join(sorted(filter(None, _blanks.split(value))))
        return value or ""

    return [(name, normal(name, value)) for name, value in attributes]


class Element:
    def __init__(self, name, attributes):
        self.name = name
        self.attributes = sorted(attributes, key=lambda a: (a[0], a[1] or ""))
        self.children = []

    def append(self, element):
        """Text goes on with the text before it; blanks before an element are of no account."""
        children = self.children
        after_text = children and isinstance(children[-1], str)
        if isinstance(element, str):
            if after_text:
                element = children.pop() + element
            element = normalize_whitespace(element)
        elif after_text and children[-1].isspace():
            children.pop()
        if element:
            children.append(element)

    def finalize(self):
        """Takes away the blanks at the edges of texts, and texts of blanks alone."""
        texts_stripped = [child.strip() if isinstance(child, str) else child for child in self.children]
        self.children = [child for child in texts_stripped if child != ""]
        for child in self.children:
            if not isinstance(child, str):
                child.finalize()

    def __eq__(self, other):
        return isinstance(other, Element) and (self.name, self.attributes, self.children) == (other.name, other.attributes, other.children)

    def __hash__(self):
        return hash((self.name, *self.attributes))

    def _found(self, wanted):
        """How many there are of a text or tree, for each place that can have some. A root without a name stands for its children, one after the other."""
        row = wanted.children if isinstance(wanted, RootElement) else []
        if self == wanted or row == self.children and isinstance(wanted, RootElement):
            yield 1
            return
        matched = 0
        for child in self.children:
            if not isinstance(child, str):
                yield from child._found(wanted)
                if row:
                    matched = matched + 1 if child == row[matched] else 0
                    if matched == len(row):
                        matched = 0
                        yield 1
            elif isinstance(wanted, str):
                yield child.count(wanted)

    def count(self, element):
        return sum(self._found(element))

    def __contains__(self, element):
        return any(self._found(element))

    def __getitem__(self, key):
        return self.children[key]

    def _inside(self):
        return "".join(escape(child) if isinstance(child, str) else str(child) for child in self.children)

    def __str__(self):
        words = [self.name, *(name if value is None else f'{name}="{value}"' for name, value in self.attributes)]
        tag = f"<{' '.join(words)}>"
        return f"{tag}\n{self._inside()}\n</{self.name}>" if self.children else tag

    def __repr__(self):
        return str(self)


class RootElement(Element):
    """All that a text has, when that is not one element."""

    def __init__(self):
        super().__init__(None, ())

    __str__ = Element._inside


class HTMLParseError(Exception):
    pass


class Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = RootElement()
        self._path = [self.root]  # the elements that are not closed yet, each inside the one before

    def handle_data(self, data):
        self._path[-1].append(data)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, normalize_attributes(attrs))
        self._path[-1].append(element)
        if tag not in VOID_ELEMENTS:
            self._path.append(element)

    def handle_endtag(self, tag):
        while len(self._path) > 1:
            if self._path.pop().name == tag:
                return
        line, column = self.getpos()
        raise HTMLParseError(f"Unexpected end tag `{tag}` (Line {line}, Column {column})", (line, column))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.handle_endtag(tag)


def parse_html(html):
    """The tree of a text of HTML: its one element, or a root with all that it has."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    root = parser.root
    root.finalize()
    match root.children:
        case [Element() as only]:
            return only
    return root
