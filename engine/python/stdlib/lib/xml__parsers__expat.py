"""The error of XML text that is none. Parsers are xml.etree.ElementTree.XMLParser and xml.dom.minidom."""


class ExpatError(Exception):
    """The text is not XML: code is the error's number, lineno and offset say where."""


error = ExpatError


def ParserCreate(encoding=None, namespace_separator=None):
    raise NotImplementedError("xml.parsers.expat.ParserCreate() is not supported here; use xml.etree.ElementTree.XMLParser with a target")
