"""Writing XML."""

import re
from xml.sax.saxutils import XMLGenerator


class UnserializableContentError(ValueError):
    pass


class SimplerXMLGenerator(XMLGenerator):
    def addQuickElement(self, name, contents=None, attrs=None):
        self.startElement(name, attrs or {})
        if contents is not None:
            self.characters(contents)
        self.endElement(name)

    def characters(self, content):
        if content and re.search(r"[\x00-\x08\x0B-\x0C\x0E-\x1F]", content):
            # XML 1.0 has no way to write these.
            raise UnserializableContentError("Control characters are not supported in XML 1.0")
        super().characters(content)

    def startElement(self, name, attrs):
        super().startElement(name, {k: attrs[k] for k in sorted(attrs)})
