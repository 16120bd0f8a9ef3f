"""Trees of XML elements: reading them from text, finding, changing, and writing to text."""

import re
import warnings
from collections import deque

from xml.etree import ElementPath
from xml.etree._reader import Reader, encoding_of

__all__ = [
    "Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "indent", "iselement", "iterparse", "parse",
    "ParseError", "PI", "ProcessingInstruction", "QName", "SubElement", "tostring", "tostringlist", "TreeBuilder", "VERSION", "XML",
    "XMLID", "XMLParser", "XMLPullParser", "register_namespace",
]

VERSION = "1.3.0"


class ParseError(SyntaxError):
    """The text is not XML: code is expat's number, position the line and the column."""


class Element:
    """A tag with attributes, text, children, and the text that follows it."""

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f"Element() argument 2 must be dict, not {type(attrib).__name__}")
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return f"<{type(self).__name__} {self.tag!r} at {id(self):#x}>"

    def makeelement(self, tag, attrib):
        return type(self)(tag, attrib)

    def __copy__(self):
        other = self.makeelement(self.tag, self.attrib)
        other.text, other.tail = self.text, self.tail
        other[:] = self
        return other

    def __len__(self):
        return len(self._children)

    def __iter__(self):
        return iter(self._children)

    def __getitem__(self, index):
        return self._children[index]

    def __setitem__(self, index, element):
        for e in element if isinstance(index, slice) else (element,):
            self._check(e)
        self._children[index] = element

    def __delitem__(self, index):
        del self._children[index]

    def _check(self, element, method=None):
        if not isinstance(element, Element):
            if method:
                raise TypeError(f"{method}() argument must be xml.etree.ElementTree.Element, not {type(element).__name__}")
            raise TypeError(f"expected an Element, not {type(element).__name__}")

    def append(self, subelement):
        self._check(subelement, "append")
        self._children.append(subelement)

    def extend(self, elements):
        elements = list(elements)
        for element in elements:
            self._check(element)
        self._children.extend(elements)

    def insert(self, index, subelement):
        self._check(subelement, "insert")
        self._children.insert(index, subelement)

    def remove(self, subelement):
        self._check(subelement, "remove")
        self._children.remove(subelement)

    # Paths are ElementPath's work.

    def iterfind(self, path, namespaces=None):
        return ElementPath.iterfind(self, path, namespaces)

    def findall(self, path, namespaces=None):
        return [*self.iterfind(path, namespaces)]

    def find(self, path, namespaces=None):
        return next(self.iterfind(path, namespaces), None)

    def findtext(self, path, default=None, namespaces=None):
        return ElementPath.findtext(self, path, default, namespaces)

    def items(self):
        return [*self.attrib.items()]

    def keys(self):
        return [*self.attrib]

    def set(self, key, value):
        self.attrib[key] = value

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def clear(self):
        self.text = self.tail = None
        self.attrib.clear()
        self._children = []

    def iter(self, tag=None):
        left = [self]
        while left:
            element = left.pop()
            if tag in (None, "*") or element.tag == tag:
                yield element
            left += element._children[::-1]

    def itertext(self):
        if self.tag is not None and not isinstance(self.tag, str):
            return  # a comment's text is none of the document's
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()
            if child.tail:
                yield child.tail


def SubElement(parent, tag, attrib={}, **extra):
    child = parent.makeelement(tag, {**attrib, **extra})
    parent.append(child)
    return child


def _special(tag, text):
    element = Element(tag)
    element.text = text
    return element


def Comment(text=None):
    return _special(Comment, text)


def ProcessingInstruction(target, text=None):
    return _special(ProcessingInstruction, f"{target} {text}" if text else target)


PI = ProcessingInstruction


def iselement(element):
    return hasattr(element, "tag")


class QName:
    """A name with its namespace, for a tag, an attribute, or a value that is a name."""

    def __init__(self, text_or_uri, tag=None):
        self.text = f"{{{text_or_uri}}}{tag}" if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return f"<{type(self).__name__} {self.text!r}>"

    def __hash__(self):
        return hash(self.text)

    def _text(self, other):
        return other.text if isinstance(other, QName) else other

    def __eq__(self, other):
        return self.text == self._text(other)

    def __lt__(self, other):
        return self.text < self._text(other)

    def __le__(self, other):
        return self.text <= self._text(other)

    def __gt__(self, other):
        return self.text > self._text(other)

    def __ge__(self, other):
        return self.text >= self._text(other)


class ElementTree:
    """A whole document."""

    def __init__(self, element=None, file=None):
        self._setroot(element)
        if file:
            self.parse(file)

    def _setroot(self, element):
        self._root = element

    def getroot(self):
        return self._root

    def parse(self, source, parser=None):
        if not hasattr(source, "read"):
            source = open(source, "rb")
        if not parser:
            parser = XMLParser()
        while data := source.read(65536):
            parser.feed(data)
        self._setroot(parser.close())
        return self._root

    def _from_root(self, path):
        """A path that begins at the document begins at its root instead."""
        if path[:1] != "/":
            return path
        path = "." + path
        warnings.warn(
            "This search is broken in 1.3 and earlier, and will be fixed in a future version.  If you rely on the current behaviour, "
            f"change it to {path!r}",
            FutureWarning,
            stacklevel=3,
        )
        return path

    def iter(self, tag=None):
        return self._root.iter(tag)

    def iterfind(self, path, namespaces=None):
        return self._root.iterfind(self._from_root(path), namespaces)

    def findall(self, path, namespaces=None):
        return self._root.findall(self._from_root(path), namespaces)

    def find(self, path, namespaces=None):
        return self._root.find(self._from_root(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return self._root.findtext(self._from_root(path), default, namespaces)

    def write(
        self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *, short_empty_elements=True
    ):
        pieces = _serialize(self._root, encoding, xml_declaration, default_namespace, method, short_empty_elements)
        text = (b"" if isinstance(pieces[0], bytes) else "").join(pieces)
        if hasattr(file_or_filename, "write"):
            file_or_filename.write(text)
        else:
            with open(file_or_filename, "w" if isinstance(text, str) else "wb") as file:
                file.write(text)


_namespace_map = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2001/XMLSchema": "xs",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def register_namespace(prefix, uri):
    if re.match(r"ns\d+$", prefix):
        raise ValueError("Prefix format reserved for internal use")
    for known_uri, known_prefix in list(_namespace_map.items()):
        if known_uri == uri or known_prefix == prefix:
            del _namespace_map[known_uri]
    _namespace_map[uri] = prefix


def _cannot_write(text):
    raise TypeError(f"cannot serialize {text!r} (type {type(text).__name__})")


def _namespaces(root, default_namespace=None):
    """The written form of every name in a tree, and the prefix of every namespace in it."""
    names, namespaces = {None: None}, {}
    if default_namespace:
        namespaces[default_namespace] = ""

    def add(name):
        if name in names:
            return
        if name[:1] == "{":
            uri, local = name[1:].rsplit("}", 1)
            prefix = namespaces.get(uri) if uri in namespaces else _namespace_map.get(uri, f"ns{len(namespaces)}")
            if prefix != "xml":
                namespaces[uri] = prefix
            names[name] = f"{prefix}:{local}" if prefix else local
        elif default_namespace:
            raise ValueError("cannot use non-qualified names with default_namespace option")
        else:
            names[name] = name

    for element in root.iter():
        tag = element.tag
        if isinstance(tag, QName):
            add(tag.text)
        elif isinstance(tag, str):
            add(tag)
        elif tag is not None and tag is not Comment and tag is not PI:
            _cannot_write(tag)
        for key, value in element.items():
            key = key.text if isinstance(key, QName) else key
            if not isinstance(key, str):
                _cannot_write(key)
            add(key)
            if isinstance(value, QName):
                add(value.text)
        if isinstance(element.text, QName):
            add(element.text.text)
    return names, namespaces


_IN_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_IN_ATTRIBUTE = (*_IN_TEXT, ('"', "&quot;"), ("\r", "&#13;"), ("\n", "&#10;"), ("\t", "&#09;"))
_IN_HTML_ATTRIBUTE = (_IN_TEXT[0], *_IN_TEXT[2:], _IN_ATTRIBUTE[3])


def _escape(text, table=_IN_TEXT):
    try:
        for char, written in table:
            if char in text:
                text = text.replace(char, written)
        return text
    except (TypeError, AttributeError):
        _cannot_write(text)


_empty_in_html = set("area base basefont br col embed frame hr img input isindex link meta param source track wbr".split())


class _Writer:
    def __init__(self, write, names, short_empty, html):
        self.write, self.names, self.short_empty, self.html = write, names, short_empty, html

    def name(self, name):
        return self.names[name.text if isinstance(name, QName) else name]

    def element(self, element, namespaces=None):
        write, tag, text = self.write, element.tag, element.text
        if tag is Comment:
            write(f"<!--{_escape(text) if self.html else text}-->")
        elif tag is PI:
            write(f"<?{_escape(text) if self.html else text}?>")
        elif tag is None:
            if text:
                write(_escape(text))
            for child in element:
                self.element(child)
        else:
            self.tagged(element, self.name(tag), text, namespaces)
        if element.tail:
            write(_escape(element.tail))

    def tagged(self, element, tag, text, namespaces):
        write = self.write
        table = _IN_HTML_ATTRIBUTE if self.html else _IN_ATTRIBUTE
        write("<" + tag)
        declared = [] if not namespaces else sorted(namespaces.items(), key=lambda item: item[1])
        for uri, prefix in declared:
            write(f' xmlns{":" if prefix else ""}{prefix}="{_escape(uri, _IN_ATTRIBUTE)}"')
        for key, value in element.items():
            value = self.name(value) if isinstance(value, QName) else _escape(value, table)
            write(f' {self.name(key)}="{value}"')
        if not (self.html or text or len(element) or not self.short_empty):
            write(" />")
            return
        write(">")
        lower = tag.lower() if self.html else ""
        if text:
            write(self.name(text) if isinstance(text, QName) else text if lower in ("script", "style") else _escape(text))
        for child in element:
            self.element(child)
        if lower not in _empty_in_html:
            write(f"</{tag}>")


def _serialize(root, encoding, declaration, default_namespace, method, short_empty):
    """The written form of a tree in pieces: texts, or bytes unless the encoding is "unicode"."""
    method = method or "xml"
    if method not in ("xml", "html", "text"):
        raise ValueError(f"unknown method {method!r}")
    encoding = encoding or "us-ascii"
    lower = encoding.lower()
    out = []
    if method == "xml" and (declaration or declaration is None and lower not in ("unicode", "utf-8", "us-ascii")):
        out.append(f"<?xml version='1.0' encoding='{'utf-8' if lower == 'unicode' else encoding}'?>\n")
    if method == "text":
        out += [*root.itertext(), root.tail or ""]
    else:
        names, namespaces = _namespaces(root, default_namespace)
        _Writer(out.append, names, short_empty, method == "html").element(root, namespaces)
    if lower == "unicode":
        return out
    if lower in ("utf-16", "utf-32", "utf-8-sig"):  # with one mark, at the beginning
        return ["".join(out).encode(encoding, "xmlcharrefreplace")]
    return [piece.encode(encoding, "xmlcharrefreplace") for piece in out]


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    pieces = _serialize(element, encoding, xml_declaration, default_namespace, method, short_empty_elements)
    return (b"" if isinstance(pieces[0], bytes) else "").join(pieces)


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    return _serialize(element, encoding, xml_declaration, default_namespace, method, short_empty_elements)


def dump(elem):
    import sys

    out = sys.stdout
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(out, "unicode")
    if not (elem.getroot().tail or "").endswith("\n"):
        out.write("\n")


def indent(tree, space="  ", level=0):
    """Puts every element of a tree on a line of its own, by changing the blank texts between them."""
    root = tree.getroot() if isinstance(tree, ElementTree) else tree
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")
    if len(root):
        _indent(root, space, "\n" + level * space)


def _indent(element, space, margin):
    inner = margin + space
    if not element.text or not element.text.strip():
        element.text = inner
    for child in element:
        if len(child):
            _indent(child, space, inner)
        if not child.tail or not child.tail.strip():
            child.tail = inner
    if not child.tail.strip():
        child.tail = margin


class TreeBuilder:
    """Makes elements of what a parser finds."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False):
        self._make, self._make_comment, self._make_pi = element_factory or Element, comment_factory or Comment, pi_factory or PI
        self._insert_comments, self._insert_pis = insert_comments, insert_pis
        self._root = None
        self._open = []
        self._texts = []  # what was read behind the last element's begin or end
        self._last, self._text_of_last = None, "text"

    def close(self):
        if self._open:
            raise AssertionError("missing end tags")
        if self._root is None:
            raise AssertionError("missing toplevel element")
        return self._root

    def data(self, data):
        self._texts.append(data)

    def _now(self, element, attribute):
        """From here on, text is that attribute of an element; what was read before is the last one's."""
        if self._texts and self._last is not None:
            setattr(self._last, self._text_of_last, "".join(self._texts))
        self._texts.clear()
        self._last, self._text_of_last = element, attribute
        return element

    def start(self, tag, attrs):
        element = self._now(self._make(tag, attrs), "text")
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        return element

    def end(self, tag):
        return self._now(self._open.pop(), "tail")

    def comment(self, text):
        return self._aside(self._make_comment(text), self._insert_comments)

    def pi(self, target, text=None):
        return self._aside(self._make_pi(target, text), self._insert_pis)

    def _aside(self, element, insert):
        if insert:
            self._now(element, "tail")
            if self._open:
                self._open[-1].append(element)
        return element


def _error(message, code, line, column):
    error = ParseError(f"{message}: line {line}, column {column}")
    error.code, error.position = code, (line, column)
    return error


class XMLParser:
    """Gives a target what the text that it is fed has."""

    def __init__(self, *, target=None, encoding=None):
        self.target = TreeBuilder() if target is None else target
        self.entity = {}
        self._encoding = encoding
        self._decoder = None
        self._reader = Reader(self.target, _error, self.entity)

    def feed(self, data):
        self._reader.feed(data if isinstance(data, str) else self._decode(data))

    def _decode(self, data, final=False):
        if self._decoder is None:
            import codecs

            self._decoder = codecs.getincrementaldecoder(self._encoding or encoding_of(data))()
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as e:
            self._reader.feed(e.object[: e.start].decode(e.encoding))
            self._reader.fail("not well-formed (invalid token)", 4, len(self._reader.text))

    def _finish(self):
        if self._decoder is not None:
            self._reader.feed(self._decode(b"", True))
        self._reader.close()

    def close(self):
        self._finish()
        if hasattr(self.target, "close"):
            return self.target.close()


class _Events:
    """A target that builds a tree and notes what happened."""

    def __init__(self, target, events, out):
        self._target, self._events, self._out = target, events, out

    def __getattr__(self, name):
        method = getattr(self._target, name, None)
        event = name.replace("_", "-")
        if event not in self._events:
            if method is None:
                raise AttributeError(name)
            return method
        if event == "start-ns":
            return lambda prefix, uri: self._out.append((event, (prefix, uri)))
        if event == "end-ns":
            return lambda prefix: self._out.append((event, None))
        return lambda *args: self._out.append((event, method(*args)))


class XMLPullParser:
    def __init__(self, events=None, *, _parser=None):
        events = ("end",) if events is None else tuple(events)
        for event in events:
            if event not in ("start", "end", "start-ns", "end-ns", "comment", "pi"):
                raise ValueError(f"unknown event {event!r}")
        self._parser = _parser or XMLParser(target=TreeBuilder())
        self._events = deque()
        self._parser._reader.target = _Events(self._parser.target, events, self._events)

    def feed(self, data):
        if self._parser is None:
            raise ValueError("feed() called after end of stream")
        try:
            self._parser.feed(data)
        except SyntaxError as e:
            self._events.append(e)

    def close(self):
        self._close_and_return_root()

    def _close_and_return_root(self):
        parser, self._parser = self._parser, None
        return parser.close()

    def flush(self):
        pass

    def read_events(self):
        while self._events:
            found = self._events.popleft()
            if isinstance(found, SyntaxError):
                raise found
            yield found


def iterparse(source, events=None, parser=None):
    return _IterParse(XMLPullParser(events, _parser=parser), source if hasattr(source, "read") else open(source, "rb"))


class _IterParse:
    """The events of a document; root is its root when they have come to their end."""

    def __init__(self, pull, source):
        self._source, self._events, self.root = source, self._read(pull), None

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._events)

    def _read(self, pull):
        while data := self._source.read(16 * 1024):
            pull.feed(data)
            yield from pull.read_events()
        root = pull._close_and_return_root()
        yield from pull.read_events()
        self.root = root


def parse(source, parser=None):
    document = ElementTree()
    document.parse(source, parser)
    return document


def fromstringlist(sequence, parser=None):
    if not parser:
        parser = XMLParser()
    for piece in sequence:
        parser.feed(piece)
    return parser.close()


def XML(text, parser=None):
    return fromstringlist([text], parser)


def XMLID(text, parser=None):
    root = XML(text, parser)
    found = [(element.get("id"), element) for element in root.iter()]
    return root, {name: element for name, element in found if name}


fromstring = XML
