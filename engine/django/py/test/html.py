"""HTML as trees that are compared whatever the order of their attributes and the blanks between their words."""

import html
import re
from html.parser import HTMLParser

_blanks = re.compile(r"[ \t\n\f\r]+")

VOID_ELEMENTS = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "spacer"}
BOOLEAN_ATTRIBUTES = {
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled", "formnovalidate", "hidden",
    "ismap", "itemscope", "loop", "multiple", "muted", "nomodule", "novalidate", "open", "playsinline", "readonly", "required", "reversed", "selected",
    "truespeed",
}


def normalize_whitespace(string):
    return _blanks.sub(" ", string)


def normalize_attributes(attributes):
    """Classes in one order, and attributes that are there or not without a value."""
    out = []
    for name, value in attributes:
        if name == "class" and value:
            value = " ".join(sorted(word for word in _blanks.split(value) if word))
        elif name in BOOLEAN_ATTRIBUTES:
            value = None if not value or value == name else value
        elif value is None:
            value = ""
        out.append((name, value))
    return out


class Element:
    def __init__(self, name, attributes):
        self.name, self.attributes, self.children = name, sorted(attributes, key=lambda a: (a[0], a[1] or "")), []

    def append(self, element):
        last = self.children[-1] if self.children else None
        if isinstance(element, str):
            element = normalize_whitespace(element)
            if isinstance(last, str):
                self.children[-1] = normalize_whitespace(last + element)
                return
        elif isinstance(last, str) and last.isspace():
            self.children.pop()
        if element:
            self.children.append(element)

    def finalize(self):
        """Takes away the blanks at the edges of texts."""
        while self.children and isinstance(self.children[-1], str):
            self.children[-1] = self.children[-1].rstrip()
            if self.children[-1]:
                break
            self.children.pop()
        for i, child in enumerate(self.children):
            if isinstance(child, str):
                self.children[i] = child.strip()
            else:
                child.finalize()

    def __eq__(self, other):
        return hasattr(other, "name") and self.name == other.name and self.attributes == other.attributes and self.children == other.children

    def __hash__(self):
        return hash((self.name, *self.attributes))

    def _count(self, element, count=True):
        if not isinstance(element, str) and self == element:
            return 1
        if isinstance(element, RootElement) and self.children == element.children:
            return 1
        found = matched = 0
        for child in self.children:
            if isinstance(child, str):
                if isinstance(element, str):
                    found += child.count(element)
                    if found and not count:
                        return 1
                continue
            found += child._count(element, count=count)
            if found and not count:
                return found
            # Several elements may be there one after the other, among more.
            if isinstance(element, RootElement) and element.children:
                if element.children[matched] != child:
                    matched = 0
                    continue
                matched += 1
                if matched == len(element.children):
                    found, matched = found + 1, 0
        return found

    def __contains__(self, element):
        return self._count(element, count=False) > 0

    def count(self, element):
        return self._count(element, count=True)

    def __getitem__(self, key):
        return self.children[key]

    def __str__(self):
        output = "<%s" % self.name + "".join(" " + name if value is None else ' %s="%s"' % (name, value) for name, value in self.attributes)
        if not self.children:
            return output + ">"
        return output + ">\n%s\n</%s>" % ("".join(html.escape(c) if isinstance(c, str) else str(c) for c in self.children), self.name)

    def __repr__(self):
        return str(self)


class RootElement(Element):
    def __init__(self):
        super().__init__(None, ())

    def __str__(self):
        return "".join(html.escape(c) if isinstance(c, str) else str(c) for c in self.children)


class HTMLParseError(Exception):
    pass


class Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root, self.open_tags = RootElement(), []

    @property
    def current(self):
        return self.open_tags[-1] if self.open_tags else self.root

    def format_position(self):
        return "Line %d, Column %d" % self.getpos()

    def error(self, msg):
        raise HTMLParseError(msg, self.getpos())

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, normalize_attributes(attrs))
        self.current.append(element)
        if tag not in VOID_ELEMENTS:
            self.open_tags.append(element)

    def handle_endtag(self, tag):
        while True:
            if not self.open_tags:
                self.error("Unexpected end tag `%s` (%s)" % (tag, self.format_position()))
            if self.open_tags.pop().name == tag:
                return

    def handle_data(self, data):
        self.current.append(data)


def parse_html(html):
    """The tree of a text of HTML: its one element, or a root with all that it has."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    parser.root.finalize()
    children = parser.root.children
    return children[0] if len(children) == 1 and not isinstance(children[0], str) else parser.root
