"""Trees of XML elements: reading from text, writing to text, and finding by name. No files, no namespaces' prefixes, no document types."""
import re

__all__ = ["Element", "ElementTree", "ParseError", "SubElement", "XML", "fromstring", "iselement", "tostring"]


class ParseError(SyntaxError):
    pass


class Element:
    def __init__(self, tag, attrib={}, **extra):
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return "<%s %r at %#x>" % (self.__class__.__name__, self.tag, id(self))

    def __len__(self):
        return len(self._children)

    def __iter__(self):
        return iter(self._children)

    def __getitem__(self, index):
        return self._children[index]

    def append(self, subelement):
        self._children.append(subelement)

    def extend(self, elements):
        self._children.extend(elements)

    def remove(self, subelement):
        self._children.remove(subelement)

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def set(self, key, value):
        self.attrib[key] = value

    def keys(self):
        return self.attrib.keys()

    def items(self):
        return self.attrib.items()

    def iter(self, tag=None):
        if tag is None or tag == "*" or self.tag == tag:
            yield self
        for child in self._children:
            yield from child.iter(tag)

    def itertext(self):
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()
            if child.tail:
                yield child.tail

    def iterfind(self, path, namespaces=None):
        found = [self]
        for step in path.split("/"):
            if step == "":
                found = [e for f in found for e in f.iter() if e is not f]
                continue
            if step != ".":
                candidates = found if path.startswith(".//") and found and found[0] is not self else [c for f in found for c in f]
                found = [c for c in candidates if step in ("*", c.tag)]
        return iter(found)

    def findall(self, path, namespaces=None):
        return list(self.iterfind(path))

    def find(self, path, namespaces=None):
        return next(self.iterfind(path), None)

    def findtext(self, path, default=None, namespaces=None):
        found = self.find(path)
        return default if found is None else found.text or ""


def SubElement(parent, tag, attrib={}, **extra):
    element = Element(tag, attrib, **extra)
    parent.append(element)
    return element


def iselement(element):
    return hasattr(element, "tag")


class ElementTree:
    def __init__(self, element=None):
        self._root = element

    def getroot(self):
        return self._root


_token = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|<!DOCTYPE[^>]*>|<(/?)([^\s/>]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>|([^<]+)", re.S)
_attribute = re.compile(r"\s+([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_entities = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def _unescape(text, fail, at=0):
    def entity(m):
        name = m[1]
        if name.startswith("#x"):
            return chr(int(name[2:], 16))
        if name.startswith("#"):
            return chr(int(name[1:]))
        if name not in _entities:
            fail("undefined entity", at + m.start())
        return _entities[name]

    return re.sub(r"&([^;\s]+);", entity, text)


def fromstring(text, parser=None):
    if isinstance(text, (bytes, bytearray)):
        text = bytes(text).decode()

    def fail(what, at=0):
        line = text.count("\n", 0, at) + 1
        raise ParseError("%s: line %d, column %d" % (what, line, at - (text.rfind("\n", 0, at) + 1)))

    root, stack, last, pos = None, [], None, 0
    while pos < len(text):
        m = _token.match(text, pos)
        if m is None:
            fail("not well-formed (invalid token)", pos)
        cdata, closing, tag, attributes, empty, chars = m.groups()
        if tag is not None and closing:
            if not stack or stack[-1].tag != tag:
                fail("mismatched tag", pos + 2)
            last = stack.pop()
        elif tag is not None:
            if root is not None and not stack:
                fail("junk after document element", pos)
            rest = _attribute.sub("", attributes)
            if rest.strip():
                fail("not well-formed (invalid token)", pos)
            element = Element(tag, {a: _unescape(b or c, fail) for a, b, c in _attribute.findall(attributes)})
            if stack:
                stack[-1].append(element)
            elif root is None:
                root = element
            last = None
            if empty:
                last = element
            else:
                stack.append(element)
        elif chars is not None or cdata is not None:
            data = cdata if chars is None else _unescape(chars, fail, pos)
            if stack:
                if last is None:
                    stack[-1].text = (stack[-1].text or "") + data
                else:
                    last.tail = (last.tail or "") + data
            elif data.strip():
                fail("syntax error" if root is None else "junk after document element", pos)
        pos = m.end()
    if root is None or stack:
        fail("no element found", len(text))
    return root


XML = fromstring


def _escape(text, quote=False):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text


def _write(element, out):
    out.append("<" + element.tag)
    for key, value in element.attrib.items():
        out.append(' %s="%s"' % (key, _escape(value, True)))
    if element.text or len(element):
        out.append(">" + _escape(element.text or ""))
        for child in element:
            _write(child, out)
        out.append("</%s>" % element.tag)
    else:
        out.append(" />")
    if element.tail:
        out.append(_escape(element.tail))


def tostring(element, encoding=None, method=None):
    out = []
    _write(element, out)
    text = "".join(out)
    return text if encoding == "unicode" else text.encode(encoding or "us-ascii", "xmlcharrefreplace")
