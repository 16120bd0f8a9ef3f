import re
from html import unescape

__all__ = ["HTMLParser"]

_NAME = r"[a-zA-Z][^\t\n\r\f />\x00]*"
_GAP = r"(?:\s|/(?!>))*"
_VALUE = r"""\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*)"""
_ATTRIBUTE = r"""(?<=['"\s/])[^\s/>][^\s/=>]*"""
_tag_name = re.compile(f"({_NAME}){_GAP}")
_attribute = re.compile(f"({_ATTRIBUTE})({_VALUE})?{_GAP}")
_start_tag = re.compile(rf"<{_NAME}(?:[\s/]*(?:{_ATTRIBUTE}(?:{_VALUE}\s*)?{_GAP})*)?\s*")
_end_tag = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>")
_number = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]")
_entity = re.compile(r"&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]")
_section = re.compile(r"[a-zA-Z][-_.a-zA-Z0-9]*\s*")
_SECTION_ENDS = dict.fromkeys(("temp", "cdata", "ignore", "include", "rcdata"), r"]\s*]\s*>") | dict.fromkeys(("if", "else", "endif"), r"]\s*>")


class HTMLParser:
    """Finds the tags and texts of a document that may come in pieces, and calls a method for each.

    The methods that read something give the place behind it, or -1 if it isn't all there yet.
    """

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata, self.lasttag, self.cdata_elem = "", "???", None
        self.lineno, self.offset, self.__starttag_text = 1, 0, None

    def getpos(self):
        return self.lineno, self.offset

    def get_starttag_text(self):
        return self.__starttag_text

    def close(self):
        self.goahead(True)

    def feed(self, data):
        self.rawdata += data
        self.goahead(False)

    def updatepos(self, i, j):
        if i >= j:
            return j
        lines = self.rawdata.count("\n", i, j)
        if lines:
            self.lineno += lines
            self.offset = j - self.rawdata.rindex("\n", i, j) - 1
        else:
            self.offset += j - i
        return j

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()

    def clear_cdata_mode(self):
        self.cdata_elem = None

    def _text(self, i, j):
        if i < j:
            text = self.rawdata[i:j]
            self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)

    def _text_end(self, i):
        """Where the text that begins at i ends; -1 if that's not known yet."""
        data, n = self.rawdata, len(self.rawdata)
        if self.cdata_elem:
            end = re.compile(rf"</\s*{self.cdata_elem}\s*>", re.I).search(data, i)
            return end.start() if end else -1
        if not self.convert_charrefs:
            end = re.compile("[&<]").search(data, i)
            return end.start() if end else n
        j = data.find("<", i)
        if j >= 0:
            return j
        # A reference may go on in the next piece.
        amp = data.rfind("&", max(i, n - 34))
        return n if amp < 0 or re.compile(r"[\s;]").search(data, amp) else -1

    def goahead(self, end):
        data, i, n = self.rawdata, 0, len(self.rawdata)
        while i < n:
            j = self._text_end(i)
            if j < 0:
                break
            self._text(i, j)
            i = self.updatepos(i, j)
            if i == n:
                break
            if data[i] == "<":
                k = self._markup(i)
                if k is None:
                    break
                if k < 0:
                    if not end:
                        break
                    k = data.find(">", i + 1) + 1 or data.find("<", i + 1)
                    if k < 0:
                        k = i + 1
                    self._text(i, k)
            else:
                k, stop = self._reference(i, end)
                if stop:
                    i = self.updatepos(i, k)
                    break
            i = self.updatepos(i, k)
        if end and i < n and not self.cdata_elem:
            self._text(i, n)
            i = self.updatepos(i, n)
        self.rawdata = data[i:]

    def _markup(self, i):
        """What begins with a <; None if there is nothing more."""
        data = self.rawdata
        if data[i + 1 : i + 2].isalpha() and data[i + 1].isascii():
            return self.parse_starttag(i)
        for start, parse in ("</", self.parse_endtag), ("<!--", self.parse_comment), ("<?", self.parse_pi), ("<!", self.parse_html_declaration):
            if data.startswith(start, i):
                return parse(i)
        if i + 1 >= len(data):
            return None
        self.handle_data("<")
        return i + 1

    def _reference(self, i, end):
        """Reads what begins with a &; says where it ends and whether to wait for more there."""
        data = self.rawdata
        numeric = data.startswith("&#", i)
        m = (_number if numeric else _entity).match(data, i)
        if m:
            (self.handle_charref if numeric else self.handle_entityref)(m.group()[2:-1] if numeric else m.group(1))
            return (m.end() if m.group().endswith(";") else m.end() - 1), False
        if numeric:
            if ";" not in data[i:]:
                return i, True
            self.handle_data("&#")
            return i + 2, True
        if re.compile("&[a-zA-Z#]").match(data, i):
            return (i + 1 if end and i + 2 == len(data) else i), True
        if i + 1 == len(data):
            return i, True
        self.handle_data("&")
        return i + 1, False

    def parse_html_declaration(self, i):
        data = self.rawdata
        if data.startswith("<!--", i):
            return self.parse_comment(i)
        if data.startswith("<![", i):
            return self.parse_marked_section(i)
        if data[i : i + 9].lower() != "<!doctype":
            return self.parse_bogus_comment(i)
        end = data.find(">", i + 9)
        if end < 0:
            return -1
        self.handle_decl(data[i + 2 : end])
        return end + 1

    def parse_bogus_comment(self, i, report=1):
        end = self.rawdata.find(">", i + 2)
        if end < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2 : end])
        return end + 1

    def parse_comment(self, i, report=1):
        end = re.compile(r"--\s*>").search(self.rawdata, i + 4)
        if not end:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4 : end.start()])
        return end.end()

    def parse_marked_section(self, i, report=1):
        data = self.rawdata
        name = _section.match(data, i + 3)
        if not name:
            if i + 3 >= len(data):
                return -1
            raise AssertionError("expected name token")
        if name.end() == len(data):
            return -1
        word = name.group().strip().lower()
        if word not in _SECTION_ENDS:
            raise AssertionError(f"unknown status keyword {data[i + 3 : name.end()]!r} in marked section")
        end = re.compile(_SECTION_ENDS[word]).search(data, i + 3)
        if not end:
            return -1
        if report:
            self.unknown_decl(data[i + 3 : end.start()])
        return end.end()

    def parse_pi(self, i):
        end = self.rawdata.find(">", i + 2)
        if end < 0:
            return -1
        self.handle_pi(self.rawdata[i + 2 : end])
        return end + 1

    def parse_starttag(self, i):
        self.__starttag_text = None
        end = self.check_for_whole_start_tag(i)
        if end < 0:
            return end
        data = self.rawdata
        self.__starttag_text = data[i:end]
        m = _tag_name.match(data, i + 1)
        self.lasttag = tag = m.group(1).lower()
        k, attrs = m.end(), []
        while k < end and (m := _attribute.match(data, k)):
            name, given, value = m.groups()
            if not given:
                value = None
            elif value[:1] in ("'", '"') and value[:1] == value[-1:]:
                value = value[1:-1]
            attrs.append((name.lower(), unescape(value) if value else value))
            k = m.end()
        rest = data[k:end].strip()
        if rest not in (">", "/>"):
            self.handle_data(data[i:end])
            return end
        is_whole = rest == "/>"
        (self.handle_startendtag if is_whole else self.handle_starttag)(tag, attrs)
        if not is_whole and tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)
        return end

    def check_for_whole_start_tag(self, i):
        j = _start_tag.match(self.rawdata, i).end()
        after = self.rawdata[j : j + 2]
        if after[:1] == ">":
            return j + 1
        if after == "/>":
            return j + 2
        if not after or after[0] in "=/" or after[0].isascii() and after[0].isalpha():
            return -1
        return j if j > i else i + 1

    def parse_endtag(self, i):
        data = self.rawdata
        end = data.find(">", i + 1) + 1
        if not end:
            return -1
        m = _end_tag.match(data, i)
        name = m and m.group(1).lower()
        if self.cdata_elem is not None and name != self.cdata_elem:
            self.handle_data(data[i:end])
            return end
        if m:
            self.handle_endtag(name)
            self.clear_cdata_mode()
            return end
        loose = _tag_name.match(data, i + 2)
        if not loose:
            return i + 3 if data[i : i + 3] == "</>" else self.parse_bogus_comment(i)
        self.handle_endtag(loose.group(1).lower())
        return data.find(">", loose.end()) + 1

    # What subclasses say about what was found.

    def handle_data(self, data):
        pass

    def handle_entityref(self, name):
        pass

    def handle_charref(self, name):
        pass

    def handle_starttag(self, tag, attrs):
        pass

    def handle_startendtag(self, tag, attrs):
        # As if it were two tags.
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        pass

    def unknown_decl(self, data):
        pass

    def handle_pi(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_comment(self, data):
        pass
