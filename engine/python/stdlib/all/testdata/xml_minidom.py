import io
import xml.etree.ElementTree as ET
from xml.dom import HierarchyRequestErr, Node, NotFoundErr, minidom

top = ET.Element("top")
ET.SubElement(top, "child", name="a").text = "text & <more>"
ET.SubElement(ET.SubElement(top, "parent"), "leaf")
print(minidom.parseString(ET.tostring(top, "utf-8")).toprettyxml(indent="  "))

doc = minidom.parseString("""<?xml version="1.0"?>
<!DOCTYPE library SYSTEM "lib.dtd">
<!-- books -->
<library xmlns="http://lib" xmlns:x='http://x' x:kind="big">
  <book id="1" lang='en'><title>One</title><price>10.5</price></book>
  <book id="2"><title>T&amp;wo</title><![CDATA[<raw>]]></book>
  <?go there?><empty/>
</library>""")
root = doc.documentElement
print(root.tagName, root.nodeType == Node.ELEMENT_NODE, root.namespaceURI, root.getAttribute("x:kind"), root.getAttributeNS("http://x", "kind"), doc.doctype.name)
for book in doc.getElementsByTagName("book"):
    title = book.getElementsByTagName("title")[0]
    print(book.getAttribute("id"), book.hasAttribute("lang"), repr(book.getAttribute("nope")), title.firstChild.data, title.childNodes[0].nodeValue, title.parentNode is book)
print([(n.nodeName, n.nodeType, n.nodeValue) for n in root.childNodes])
print(root.attributes.items(), len(root.attributes), root.attributes["x:kind"].value, [a.name for a in root.attributes.values()])
print(doc.toxml())
print(root.getElementsByTagName("book")[1].toxml(), [e.localName for e in doc.getElementsByTagNameNS("http://lib", "*")])
print(root.firstChild, root.childNodes.length, root.childNodes.item(99), root.getElementsByTagName("title")[0].nextSibling.tagName, root.previousSibling.nodeName)

new = minidom.Document()
r = new.createElement("root")
new.appendChild(r)
for i in range(2):
    e = new.createElement("item")
    e.setAttribute("n", str(i))
    e.setAttribute("q", 'say "hi" <now>')
    e.appendChild(new.createTextNode("value %d" % i))
    r.appendChild(e)
r.insertBefore(new.createComment(" first "), r.firstChild)
r.appendChild(new.createProcessingInstruction("p", "data"))
print(new.toprettyxml(), end="")
print(new.toprettyxml(indent="    ", newl="\n", encoding="utf-8", standalone=True))
copy = r.cloneNode(True)
copy.lastChild.parentNode.removeChild(copy.lastChild)
copy.getElementsByTagName("item")[0].removeAttribute("q")
copy.replaceChild(new.createTextNode("é"), copy.firstChild)
copy.appendChild(new.createTextNode("a"))
copy.appendChild(new.createTextNode("b"))
copy.normalize()
print(copy.toxml(), copy.lastChild.data, r.hasChildNodes(), copy.toxml("us-ascii"))
for wrong in (lambda: new.appendChild(new.createElement("two")), lambda: r.removeChild(copy), lambda: r.firstChild.appendChild(copy), lambda: new.createTextNode(3), lambda: r.removeAttribute("zz"), lambda: minidom.parseString("<a><b></a>")):
    try:
        wrong()
        print("fine")
    except Exception as e:
        print(type(e).__name__, str(e)[:44] if "at 0x" not in str(e) else "")
out = io.StringIO()
r.writexml(out, indent=" ", addindent=" ", newl="\n")
print(out.getvalue())
impl = minidom.getDOMImplementation()
d = impl.createDocument(None, "some_tag", None)
d.documentElement.appendChild(d.createTextNode("Some textual content."))
print(d.toxml(), minidom.parse(io.BytesIO(b"<a>x</a>")).documentElement.firstChild)
from xml.parsers.expat import ExpatError
try:
    minidom.parseString("<a>\n<b</a>")
except ExpatError as e:
    print(e, e.code, e.lineno, e.offset)
for bad in b"<a>\n\xe7x</a>", b"\xe7<a/>":
    for read in minidom.parseString, ET.fromstring:
        try:
            read(bad)
        except (ExpatError, ET.ParseError) as e:
            print(type(e).__name__, e)
e = minidom.parseString("<a xmlns:p='u' p:k='1' z='2'>one<![CDATA[two]]>three<b/></a>").documentElement
print(e.firstChild.wholeText, e.hasAttributeNS("u", "k"), e.getAttributeNodeNS("u", "k").name)
e.removeAttributeNS("u", "k")
e.removeAttributeNode(e.getAttributeNode("z"))
e.attributes.setNamedItem(e.ownerDocument.createAttribute("new"))
print(e.toxml(), e.attributes.removeNamedItem("new").name, e.ownerDocument.cloneNode(True).toxml(), e.ownerDocument.cloneNode(False))
try:
    doc.importNode(e.ownerDocument, True)
except Exception as x:
    print(type(x).__name__, x)
