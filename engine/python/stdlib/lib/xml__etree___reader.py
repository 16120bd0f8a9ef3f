"""Reading XML text: a Reader calls its target's methods for what it finds, as expat does for CPython. No document types but their entities."""

import re

_XML = "http://www.w3.org/XML/1998/namespace"
_token = re.compile(
    r"<!--(?P<comment>.*?)-->|<\?(?P<pi>.*?)\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|<!DOCTYPE\s+(?P<doctype>[^\s\[>]+)(?P<id>[^\[>]*)(?:\[(?P<subset>.*?)\]\s*)?>"
    r"|</(?P<end>[^\s/>]+)\s*>|<(?P<start>[^\s/>!?<]+)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/?)>|(?P<text>[^<]+)",
    re.S,
)
_attribute = re.compile(r"\s+([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_name = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
_entity = re.compile(r"<!ENTITY\s+([^\s%]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_predefined = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def encoding_of(data):
    """The encoding that a document's first bytes tell, by a mark or by the declaration."""
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if data[:2] in (b"<\0", b"\0<"):
        return "utf-16-le" if data[0] else "utf-16-be"
    declared = re.match(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)", data)
    return declared[1].decode() if declared else "utf-8"


class Reader:
    """Reads one document, as far as it has been fed. error(message, code, line, column) gives what is raised where the text is wrong."""

    def __init__(self, target, error, extra):
        self.text, self.pos = "", 0
        self.target = target
        self.error = error
        self.entities = dict(_predefined)
        self.extra = extra  # entities of the program's
        self.open = []  # the tags as they were written, with the namespaces that each declared
        self.namespaces = {"xml": _XML}
        self.root = False
        self.doctype = False

    def fail(self, message, code, at):
        line = self.text.count("\n", 0, at) + 1
        raise self.error(message, code, line, at - (self.text.rfind("\n", 0, at) + 1))

    def feed(self, text):
        held, self.text = self.text[-1:], self.text
        if held == "\r":  # the end of a line may go on
            self.text, text = self.text[:-1], held + text
        last = "\r" if text[-1:] == "\r" else ""
        self.text += (text[:-1] if last else text).replace("\r\n", "\n").replace("\r", "\n") + last
        self.read(len(self.text) - len(last), False)

    def feed_bytes(self, data, encoding):
        """Feeds a whole document's bytes."""
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as e:
            self.feed(data[: e.start].decode(encoding))
            self.fail("not well-formed (invalid token)", 4, len(self.text))
        self.feed(text)

    def close(self):
        self.text = self.text.replace("\r", "\n")
        self.read(len(self.text), True)
        if self.open or not self.root:
            self.fail("no element found", 3, len(self.text))

    def read(self, end, final):
        """Takes what is complete of the text up to end."""
        text = self.text
        while self.pos < end:
            pos = self.pos
            m = _token.match(text, pos, end)
            if m is None:
                if not final:
                    return
                self.no_token(pos)
            if m["text"] is not None:
                if m.end() == end and not final:
                    return  # more of it may come
                self.characters(m["text"], pos)
            elif m["start"] is not None:
                self.start(m, pos)
            elif m["end"] is not None:
                self.end(m["end"], pos)
            elif m["cdata"] is not None:
                if not self.open:
                    self.fail("not well-formed (invalid token)", 4, pos)
                self.cdata(m["cdata"])
            elif m["comment"] is not None:
                if "--" in m["comment"]:
                    self.fail("not well-formed (invalid token)", 4, pos + 4 + m["comment"].index("--") + 2)
                self.call("comment", m["comment"])
            elif m["pi"] is not None:
                self.instruction(m["pi"], pos)
            else:
                self.document_type(m)
            self.pos = m.end()

    def call(self, method, *args):
        handler = getattr(self.target, method, None)
        if handler is not None:
            handler(*args)

    def began(self, tag, full, attributes, written):
        """An element begins: its tag and attributes with their namespaces, and as they were written."""
        self.call("start", full, attributes)

    def cdata(self, text):
        self.call("data", text)

    def no_token(self, pos):
        """Says what is wrong with a "<" that begins nothing."""
        rest = self.text[pos:]
        if rest.startswith("<![CDATA["):
            self.fail("unclosed CDATA section", 20, len(self.text))
        if ">" not in rest or rest.startswith(("<!--", "<?")):
            self.fail("unclosed token", 5, pos)
        name = re.match(r"</?[^\s/>!?<]*", rest)
        self.fail("not well-formed (invalid token)", 4, pos + max(1, name.end() if rest[1:2] not in "!?" else 2))

    def characters(self, data, pos):
        if self.open:
            if "]]>" in data:
                self.fail("not well-formed (invalid token)", 4, pos + data.index("]]>") + 2)
            self.call("data", self.unescape(data, pos))
        elif data.strip():
            at = pos + len(data) - len(data.lstrip())
            self.fail(*(("junk after document element", 9) if self.root else ("syntax error", 2)), at)

    def unescape(self, data, pos):
        if "&" not in data:
            return data

        def reference(m):
            at = pos + m.start()
            name = m[1]
            if name is None:
                self.fail("not well-formed (invalid token)", 4, at + 1)
            if name[0] != "#":
                if name not in self.entities:
                    if self.doctype and name in self.extra:
                        return self.extra[name]
                    if self.doctype:
                        self.fail(f"undefined entity &{name};", 11, at)
                    self.fail("undefined entity", 11, at)
                return self.entities[name]
            try:
                code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
                if code < 32 and code not in (9, 10, 13) or 0xD800 <= code < 0xE000:
                    raise ValueError
                return chr(code)
            except (ValueError, OverflowError):
                self.fail("reference to invalid character number", 14, at)

        return re.sub(r"&(?:(#\d+|#x[0-9a-fA-F]+|[^\W\d][\w.\-]*);)?", reference, data)

    def start(self, m, pos):
        if not self.open and self.root:
            self.fail("junk after document element", 9, pos)
        tag = m["start"]
        if not _name.fullmatch(tag):
            self.fail("not well-formed (invalid token)", 4, pos + 1)
        at, found, declared, written = m.start("attributes"), [], {}, []
        rest = m["attributes"]
        while rest:
            a = _attribute.match(rest)
            if a is None:
                if rest.strip():
                    self.fail("not well-formed (invalid token)", 4, at + self.wrong_at(rest))
                break
            name, value = a[1], a[2] if a[2] is not None else a[3]
            if not _name.fullmatch(name):
                self.fail("not well-formed (invalid token)", 4, at + a.start(1))
            value = self.unescape(re.sub(r"[\t\n]", " ", value), at + a.start(2 if a[2] is not None else 3))
            if name == "xmlns" or name.startswith("xmlns:"):
                declared[name[6:]] = value
            elif any(name == other for other, _, _ in found):
                self.fail("duplicate attribute", 8, at + a.start(1))
            else:
                found.append((name, value, at + a.start(1)))
            written.append((name, value))
            at, rest = at + a.end(), rest[a.end():]
        before = self.namespaces
        if declared:
            self.namespaces = {**before, **declared}
            for prefix, uri in declared.items():
                self.call("start_ns", prefix, uri)
        attributes = {self.expand(name, False, pos): value for name, value, _ in found}
        full = self.expand(tag, True, pos)
        self.root = True
        self.open.append((tag, full, before, declared))
        self.began(tag, full, attributes, written)
        if m["empty"]:
            self.leave()

    def wrong_at(self, rest):
        """Where in what is left of a tag the first thing stands that is no attribute."""
        name = re.match(r"\s+[^\s=]+\s*(?:=\s*)?", rest)
        return name.end() if name else len(rest) - len(rest.lstrip())

    def expand(self, name, default, pos):
        prefix, colon, local = name.partition(":")
        if not colon:
            uri = self.namespaces.get("") if default else ""
            return f"{{{uri}}}{name}" if uri else name
        if prefix not in self.namespaces:
            self.fail("unbound prefix", 27, pos)
        return f"{{{self.namespaces[prefix]}}}{local}"

    def end(self, tag, pos):
        if not self.open or self.open[-1][0] != tag:
            self.fail(*(("mismatched tag", 7) if self.open else ("junk after document element", 9)), pos + (2 if self.open else 0))
        self.leave()

    def leave(self):
        _, full, before, declared = self.open.pop()
        self.call("end", full)
        for prefix in reversed(declared):
            self.call("end_ns", prefix)
        self.namespaces = before

    def instruction(self, text, pos):
        target, _, data = text.partition(" ")
        if target.lower() == "xml":
            if pos:
                self.fail("XML or text declaration not at start of entity", 17, pos)
            return
        self.call("pi", target, data.lstrip() or None)

    def document_type(self, m):
        if self.root:
            self.fail("syntax error", 2, m.start())
        self.doctype = True
        for name, a, b in _entity.findall(m["subset"] or ""):
            self.entities.setdefault(name, self.unescape(a or b, m.start("subset")))
        ids = re.findall(r"\"([^\"]*)\"|'([^']*)'", m["id"])
        ids = [a or b for a, b in ids]
        public = ids[0] if m["id"].strip().startswith("PUBLIC") and ids else None
        self.call("doctype", m["doctype"], public, ids[-1] if ids else None)
