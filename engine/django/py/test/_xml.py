"""Whether two XML documents say the same: the order of attributes, comments before the root and white space between elements do not count."""

import re
from xml.dom.minidom import Node, parseString


def _plain(text):
    return re.sub(r"[ \t\n][ \t\n]+", " ", text)


def _text(element):
    return _plain("".join(child.data for child in element.childNodes if child.nodeType == Node.TEXT_NODE)).strip()


def _elements(element):
    return [child for child in element.childNodes if child.nodeType == Node.ELEMENT_NODE]


def _same(one, other):
    if one.tagName != other.tagName or dict(one.attributes.items()) != dict(other.attributes.items()) or _text(one) != _text(other):
        return False
    children, others = _elements(one), _elements(other)
    return len(children) == len(others) and all(map(_same, children, others))


def _root(xml):
    xml = xml.strip()
    # What is no document by itself becomes one; its declaration names a version only.
    if not xml.startswith("<?xml"):
        xml = "<root>%s</root>" % xml
    document = parseString(xml.encode() if isinstance(xml, str) else xml)
    for node in document.childNodes:
        if node.nodeType not in (Node.COMMENT_NODE, Node.DOCUMENT_TYPE_NODE, Node.PROCESSING_INSTRUCTION_NODE):
            return node


def compare_xml(want, got):
    want, got = want.replace("\\n", "\n"), got.replace("\\n", "\n")
    return _same(_root(want), _root(got))
