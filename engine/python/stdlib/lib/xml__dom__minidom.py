"""A small Document Object Model: reading a document, walking and changing its nodes, and writing it, with indentation if asked for."""

import io

import xml.dom
from xml.etree._reader import Reader, encoding_of
from xml.parsers.expat import ExpatError


class Node(xml.dom.Node):
    nodeType = None
    nodeName = nodeValue = None
    parentNode = ownerDocument = None
    namespaceURI = prefix = localName = attributes = None

    def __init__(self):
        self.childNodes = NodeList()

    def __bool__(self):
        return True

    @property
    def firstChild(self):
        return self.childNodes[0] if self.childNodes else None

    @property
    def lastChild(self):
        return self.childNodes[-1] if self.childNodes else None

    def _beside(self, step):
        if self.parentNode is None:
            return None
        nodes = self.parentNode.childNodes
        at = next(i for i, node in enumerate(nodes) if node is self) + step
        return nodes[at] if 0 <= at < len(nodes) else None

    @property
    def nextSibling(self):
        return self._beside(1)

    @property
    def previousSibling(self):
        return self._beside(-1)

    def hasChildNodes(self):
        return bool(self.childNodes)

    def _takes(self, node):
        if not self._child_types:
            raise xml.dom.HierarchyRequestErr(f"{self.nodeName} nodes cannot have children")
        if node.nodeType not in self._child_types:
            raise xml.dom.HierarchyRequestErr(f"{node!r} cannot be child of {self!r}")

    def insertBefore(self, newChild, refChild):
        if newChild.nodeType == self.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(newChild.childNodes):
                self.insertBefore(child, refChild)
            return newChild
        self._takes(newChild)
        if newChild.parentNode is not None:
            newChild.parentNode.removeChild(newChild)
        at = len(self.childNodes) if refChild is None else self._index(refChild)
        self.childNodes.insert(at, newChild)
        newChild.parentNode = self
        return newChild

    def appendChild(self, node):
        return self.insertBefore(node, None)

    def _index(self, child):
        for i, node in enumerate(self.childNodes):
            if node is child:
                return i
        raise xml.dom.NotFoundErr()

    def removeChild(self, oldChild):
        del self.childNodes[self._index(oldChild)]
        oldChild.parentNode = None
        return oldChild

    def replaceChild(self, newChild, oldChild):
        if newChild is oldChild:
            return None
        self._index(oldChild)
        self.insertBefore(newChild, oldChild)
        return self.removeChild(oldChild)

    def normalize(self):
        kept = NodeList()
        for child in self.childNodes:
            if child.nodeType == Node.TEXT_NODE:
                if not child.data:
                    child.parentNode = None
                    continue
                if kept and kept[-1].nodeType == Node.TEXT_NODE:
                    kept[-1].data += child.data
                    child.parentNode = None
                    continue
            elif child.nodeType == Node.ELEMENT_NODE:
                child.normalize()
            kept.append(child)
        self.childNodes[:] = kept

    def cloneNode(self, deep):
        other = self._copy()
        other.ownerDocument = self.ownerDocument
        if deep:
            for child in self.childNodes:
                other.appendChild(child.cloneNode(True))
        return other

    def isSameNode(self, other):
        return self is other

    def toxml(self, encoding=None, standalone=None):
        return self.toprettyxml("", "", encoding, standalone)

    def toprettyxml(self, indent="\t", newl="\n", encoding=None, standalone=None):
        out = io.StringIO()
        declared = (encoding, standalone) if self.nodeType == Node.DOCUMENT_NODE else ()
        self.writexml(out, "", indent, newl, *declared)
        text = out.getvalue()
        return text.encode(encoding, "xmlcharrefreplace") if encoding else text

    # As a context, a tree comes apart at the end.

    def unlink(self):
        children, self.childNodes = self.childNodes, NodeList()
        for child in children:
            child.unlink()
        self.ownerDocument = self.parentNode = None

    def __exit__(self, et, ev, tb):
        self.unlink()

    def __enter__(self):
        return self

    def _found(self, test, out):
        for node in self.childNodes:
            if node.nodeType == Node.ELEMENT_NODE:
                if test(node):
                    out.append(node)
                node._found(test, out)
        return out


class NodeList(list):
    def item(self, index):
        return self[index] if 0 <= index < len(self) else None

    @property
    def length(self):
        return len(self)


def _write_data(writer, data):
    if data:
        writer.write(data.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;"))


class Attr(Node):
    nodeType = Node.ATTRIBUTE_NODE
    _child_types = ()
    ownerElement = None

    def __init__(self, qName, namespaceURI=None, localName=None, prefix=None):
        super().__init__()
        self.name = self.nodeName = qName
        self.namespaceURI = namespaceURI
        self.prefix, self.localName = _split(qName)
        self.value = ""

    @property
    def nodeValue(self):
        return self.value

    @nodeValue.setter
    def nodeValue(self, value):
        self.value = value

    specified = True

    def _copy(self):
        other = Attr(self.name, self.namespaceURI)
        other.value = self.value
        return other


def _split(name):
    prefix, colon, local = name.partition(":")
    return (prefix, local) if colon else (None, name)


class NamedNodeMap:
    """An element's attributes, by name."""

    def __init__(self, element):
        self._attributes = element._attributes
        self._element = element

    def item(self, index):
        return list(self._attributes.values())[index] if 0 <= index < len(self) else None

    def items(self):
        return [(attr.name, attr.value) for attr in self._attributes.values()]

    def keys(self):
        return self._attributes.keys()

    def values(self):
        return self._attributes.values()

    def get(self, name, value=None):
        return self._attributes.get(name, value)

    getNamedItem = get

    def setNamedItem(self, node):
        if isinstance(node, Attr):
            return self._element.setAttributeNode(node)
        raise xml.dom.HierarchyRequestErr(f"{node!r} cannot be child of {self!r}")

    def removeNamedItem(self, name):
        if name not in self._attributes:
            raise xml.dom.NotFoundErr()
        return self._attributes.pop(name)

    def __contains__(self, key):
        return key in self._attributes

    def __len__(self):
        return len(self._attributes)

    length = property(__len__)

    def __getitem__(self, name):
        return self._attributes[name]

    def __setitem__(self, name, value):
        if isinstance(value, Attr):
            self._element.setAttributeNode(value)
        else:
            self._element.setAttribute(name, value)

    def __delitem__(self, name):
        del self._attributes[name]


class Element(Node):
    nodeType = Node.ELEMENT_NODE
    _child_types = (
        Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.TEXT_NODE, Node.CDATA_SECTION_NODE,
        Node.ENTITY_REFERENCE_NODE,
    )

    def __init__(self, tagName, namespaceURI=None, prefix=None, localName=None):
        super().__init__()
        self.tagName = self.nodeName = tagName
        self.namespaceURI = namespaceURI
        self.prefix, self.localName = _split(tagName)
        self._attributes = {}

    def __repr__(self):
        return f"<DOM Element: {self.tagName} at {id(self):#x}>"

    @property
    def attributes(self):
        return NamedNodeMap(self)

    def hasAttributes(self):
        return bool(self._attributes)

    def hasAttribute(self, name):
        return name in self._attributes

    def getAttribute(self, attname):
        attr = self._attributes.get(attname)
        return "" if attr is None else attr.value

    def getAttributeNode(self, attrname):
        return self._attributes.get(attrname)

    def setAttribute(self, attname, value):
        attr = self._attributes.get(attname)
        if attr is None:
            attr = self._attributes[attname] = Attr(attname)
            attr.ownerDocument, attr.ownerElement = self.ownerDocument, self
        attr.value = value

    def setAttributeNS(self, namespaceURI, qualifiedName, value):
        self.setAttribute(qualifiedName, value)
        self._attributes[qualifiedName].namespaceURI = namespaceURI

    def getAttributeNodeNS(self, namespaceURI, localName):
        for attr in self._attributes.values():
            if attr.namespaceURI == namespaceURI and attr.localName == localName:
                return attr
        return None

    def hasAttributeNS(self, namespaceURI, localName):
        return self.getAttributeNodeNS(namespaceURI, localName) is not None

    def getAttributeNS(self, namespaceURI, localName):
        attr = self.getAttributeNodeNS(namespaceURI, localName)
        return "" if attr is None else attr.value

    def setAttributeNode(self, attr):
        self._attributes[attr.name] = attr
        attr.ownerElement = self

    def removeAttribute(self, name):
        if name not in self._attributes:
            raise xml.dom.NotFoundErr()
        del self._attributes[name]

    def removeAttributeNode(self, node):
        if node is None or self._attributes.get(node.name) is not node:
            raise xml.dom.NotFoundErr()
        node.ownerElement = None
        return self._attributes.pop(node.name)

    def removeAttributeNS(self, namespaceURI, localName):
        self.removeAttributeNode(self.getAttributeNodeNS(namespaceURI, localName))

    def getElementsByTagName(self, name):
        return self._found(lambda e: name in ("*", e.tagName), NodeList())

    def getElementsByTagNameNS(self, namespaceURI, localName):
        return self._found(lambda e: namespaceURI in ("*", e.namespaceURI) and localName in ("*", e.localName), NodeList())

    def _copy(self):
        other = Element(self.tagName, self.namespaceURI)
        for attr in self._attributes.values():
            other.setAttributeNS(attr.namespaceURI, attr.name, attr.value)
        return other

    def writexml(self, writer, indent="", addindent="", newl=""):
        write, children = writer.write, self.childNodes
        write(f"{indent}<{self.tagName}")
        for attr in self._attributes.values():
            write(f' {attr.name}="')
            _write_data(writer, attr.value)
            write('"')
        if not children:
            write(f"/>{newl}")
            return
        write(">")
        if len(children) == 1 and isinstance(children[0], Text):
            # Text alone stays between the tags.
            children[0].writexml(writer)
        else:
            write(newl)
            for child in children:
                child.writexml(writer, indent + addindent, addindent, newl)
            write(indent)
        write(f"</{self.tagName}>{newl}")


class CharacterData(Node):
    _child_types = ()

    def __init__(self, data=""):
        super().__init__()
        self.data = data

    @property
    def nodeValue(self):
        return self.data

    @nodeValue.setter
    def nodeValue(self, value):
        self.data = value

    def __len__(self):
        return len(self.data)

    length = property(__len__)

    def __repr__(self):
        return f'<DOM {type(self).__name__} node "{self.data[:10]!r}{"..." if len(self.data) > 10 else ""}">'

    def appendData(self, arg):
        self.data += arg

    def _copy(self):
        return type(self)(self.data)


class Text(CharacterData):
    nodeType = Node.TEXT_NODE
    nodeName = "#text"

    @property
    def wholeText(self):
        """The text of this node and of the texts that it stands between."""
        text = self.data
        node = self.previousSibling
        while isinstance(node, Text):
            text, node = node.data + text, node.previousSibling
        node = self.nextSibling
        while isinstance(node, Text):
            text, node = text + node.data, node.nextSibling
        return text

    def writexml(self, writer, indent="", addindent="", newl=""):
        _write_data(writer, f"{indent}{self.data}{newl}")


def _without(end, data, complaint):
    if end in data:
        raise ValueError(f"'{end}' {complaint}")
    return data


class CDATASection(Text):
    nodeName, nodeType = "#cdata-section", Node.CDATA_SECTION_NODE

    def writexml(self, writer, indent="", addindent="", newl=""):
        writer.write(f"<![CDATA[{_without(']]>', self.data, 'not allowed in a CDATA section')}]]>")


class Comment(CharacterData):
    nodeName, nodeType = "#comment", Node.COMMENT_NODE

    def writexml(self, writer, indent="", addindent="", newl=""):
        writer.write(f"{indent}<!--{_without('--', self.data, 'is not allowed in a comment node')}-->{newl}")


class ProcessingInstruction(CharacterData):
    nodeType = Node.PROCESSING_INSTRUCTION_NODE

    def __init__(self, target, data):
        super().__init__(data)
        self.target = self.nodeName = target

    def _copy(self):
        return ProcessingInstruction(self.target, self.data)

    def writexml(self, writer, indent="", addindent="", newl=""):
        writer.write(f"{indent}<?{self.target} {self.data}?>{newl}")


class DocumentType(Node):
    nodeType = Node.DOCUMENT_TYPE_NODE
    _child_types = ()

    def __init__(self, name, publicId=None, systemId=None):
        super().__init__()
        self.name = self.nodeName = name
        self.publicId, self.systemId = publicId, systemId
        self.internalSubset = None

    def _copy(self):
        return DocumentType(self.name, self.publicId, self.systemId)

    def writexml(self, writer, indent="", addindent="", newl=""):
        writer.write("<!DOCTYPE " + self.name)
        if self.publicId:
            writer.write(f"{newl}  PUBLIC '{self.publicId}'{newl}  '{self.systemId}'")
        elif self.systemId:
            writer.write(f"{newl}  SYSTEM '{self.systemId}'")
        writer.write(">" + newl)


class DocumentFragment(Node):
    nodeType = Node.DOCUMENT_FRAGMENT_NODE
    nodeName = "#document-fragment"
    _child_types = Element._child_types

    def _copy(self):
        return DocumentFragment()


class Document(Node):
    nodeType = Node.DOCUMENT_NODE
    nodeName = "#document"
    doctype = None
    _child_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.DOCUMENT_TYPE_NODE)

    def _takes(self, node):
        super()._takes(node)
        if node.nodeType == Node.ELEMENT_NODE and self.documentElement not in (None, node):
            raise xml.dom.HierarchyRequestErr("two document elements disallowed")

    @property
    def documentElement(self):
        return next((node for node in self.childNodes if node.nodeType == Node.ELEMENT_NODE), None)

    def _owned(self, node):
        node.ownerDocument = self
        return node

    def createElement(self, tagName):
        return self._owned(Element(tagName))

    def createElementNS(self, namespaceURI, qualifiedName):
        return self._owned(Element(qualifiedName, namespaceURI))

    def createTextNode(self, data):
        if not isinstance(data, str):
            raise TypeError("node contents must be a string")
        return self._owned(Text(data))

    def createCDATASection(self, data):
        return self._owned(CDATASection(data))

    def createComment(self, data):
        return self._owned(Comment(data))

    def createProcessingInstruction(self, target, data):
        return self._owned(ProcessingInstruction(target, data))

    def createAttribute(self, qName):
        return self._owned(Attr(qName))

    def createDocumentFragment(self):
        return self._owned(DocumentFragment())

    getElementsByTagName = Element.getElementsByTagName
    getElementsByTagNameNS = Element.getElementsByTagNameNS

    def cloneNode(self, deep):
        if not deep:
            return None
        other = super().cloneNode(True)
        other.doctype = next((node for node in other.childNodes if node.nodeType == Node.DOCUMENT_TYPE_NODE), None)
        return other

    def importNode(self, node, deep):
        if node.nodeType in (Node.DOCUMENT_NODE, Node.DOCUMENT_TYPE_NODE):
            kind = "document" if node.nodeType == Node.DOCUMENT_NODE else "document type"
            raise xml.dom.NotSupportedErr(f"cannot import {kind} nodes")
        other = node.cloneNode(deep)
        left = [other]
        while left:
            copy = left.pop()
            copy.ownerDocument = self
            left += copy.childNodes
        return other

    def _copy(self):
        return Document()

    def writexml(self, writer, indent="", addindent="", newl="", encoding=None, standalone=None):
        facts = {"encoding": encoding, "standalone": standalone if standalone is None else "yes" if standalone else "no"}
        declared = [f'{name}="{value}"' for name, value in facts.items() if value]
        writer.write(f'<?xml version="1.0" {" ".join(declared)}?>{newl}')
        for node in self.childNodes:
            node.writexml(writer, indent, addindent, newl)


class DOMImplementation:
    def createDocument(self, namespaceURI, qualifiedName, doctype):
        document = Document()
        if doctype is not None:
            document.doctype = document.appendChild(doctype)
        if qualifiedName:
            document.appendChild(document.createElementNS(namespaceURI, qualifiedName))
        return document

    def createDocumentType(self, qualifiedName, publicId, systemId):
        return DocumentType(qualifiedName, publicId, systemId)

    def hasFeature(self, feature, version):
        return feature.lower() in ("core", "xml") and version in ("1.0", "2.0", "", None)


def getDOMImplementation(features=None):
    return DOMImplementation()


def _error(message, code, line, column):
    error = ExpatError(f"{message}: line {line}, column {column}")
    error.code, error.lineno, error.offset = code, line, column
    return error


class _Reader(Reader):
    def __init__(self):
        super().__init__(self, _error, {})
        self.document = self.at = Document()

    def began(self, tag, full, attributes, written):
        element = self.document.createElementNS(full[1:].partition("}")[0] if full[:1] == "{" else None, tag)
        for name, value in written:
            element.setAttribute(name, value)
            prefix, colon, _ = name.partition(":")
            if name == "xmlns" or prefix == "xmlns":
                element._attributes[name].namespaceURI = xml.dom.XMLNS_NAMESPACE
            elif colon:
                element._attributes[name].namespaceURI = self.namespaces[prefix]
        self.at = self.at.appendChild(element)

    def call(self, method, *args):
        if method == "end":
            self.at = self.at.parentNode
        elif method == "data":
            last = self.at.lastChild
            if last is not None and last.nodeType == Node.TEXT_NODE:
                last.data += args[0]
            else:
                self.at.appendChild(self.document.createTextNode(args[0]))
        elif method == "comment":
            self.at.appendChild(self.document.createComment(args[0]))
        elif method == "pi":
            self.at.appendChild(self.document.createProcessingInstruction(args[0], args[1] or ""))
        elif method == "doctype":
            self.document.doctype = self.at.appendChild(DocumentType(*args))

    def cdata(self, text):
        self.at.appendChild(self.document.createCDATASection(text))


def parseString(string, parser=None):
    reader = _Reader()
    if isinstance(string, str):
        reader.feed(string)
    else:
        reader.feed_bytes(bytes(string), encoding_of(string))
    reader.close()
    return reader.document


def parse(file, parser=None, bufsize=None):
    return parseString(file.read() if hasattr(file, "read") else open(file, "rb").read())
