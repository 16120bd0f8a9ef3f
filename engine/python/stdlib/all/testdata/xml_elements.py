import copy
import io
import xml.etree.ElementTree as ET

countries = """<?xml version="1.0"?>
<!-- the data -->
<data>
    <country name="Liechtenstein">
        <rank updated="yes">2</rank><year>2008</year>
        <neighbor name="Austria" direction="E"/>
        <neighbor name="Switzerland" direction="W"/>
    </country>
    <country name="Singapore">
        <rank>5</rank><year>2011</year>
        <neighbor name="Malaysia" direction="N"/>
    </country>
    <country name="Panama"><rank>69</rank><year>2011</year><neighbor name="Costa Rica" direction="W"/></country>
</data>
"""
root = ET.fromstring(countries)
print(root.tag, root.attrib, len(root), root[0][1].text, root[1].get("name"))
for path in (
    ".", "./country/neighbor", ".//year/..[@name='Singapore']", ".//*[@name='Singapore']/year", ".//neighbor[2]", "country[last()]", "country[2]/rank",
    ".//rank[@updated]", "country[rank='5']", ".//year[.='2011']", "country[year!='2011']", "*", ".//*[@direction!='W']", "country[last()-1]",
    ".//neighbor/../..", "country/", "nothing",
):
    print(path, [(e.tag, e.get("name")) for e in root.findall(path)])
for path in "/data", "country[0]", "a[b=c]", "x:y", "country[position()]":
    try:
        print(path, root.findall(path))
    except SyntaxError as e:
        print(path, type(e).__name__, e)
for rank in root.iter("rank"):
    rank.text = str(int(rank.text) + 1)
    rank.set("updated", "yes")
for country in root.findall("country"):
    if int(country.find("rank").text) > 50:
        root.remove(country)
root.insert(0, ET.Comment(" first "))
root.append(ET.PI("go", "now"))
ET.indent(root)
ET.dump(root)
ET.indent(root, space="\t")
print(repr(ET.tostring(root[1], encoding="unicode")))

ns = """<actors xmlns:fictional="http://characters.example.com" xmlns="http://people.example.com">
<actor><name>John Cleese</name><fictional:character born="1" fictional:id="7">Lancelot</fictional:character></actor></actors>"""
root = ET.fromstring(ns)
print([e.tag for e in root.iter()])
names = {"real_person": "http://people.example.com", "role": "http://characters.example.com"}
print([e.text for e in root.findall("real_person:actor/role:character", names)], [e.tag for e in root.findall(".//{*}character")])
print([e.tag for e in root.findall("{http://people.example.com}*")], root.find("actor", {"": "http://people.example.com"}).tag)
print(ET.tostring(root))
ET.register_namespace("f", "http://characters.example.com")
print(ET.tostring(root, encoding="unicode"))
try:
    print(ET.tostring(root, default_namespace="http://people.example.com"))
except ValueError as e:
    print(e)

a = ET.Element("a", {"x": 'q"<&>\n\t'}, y="2")
b = ET.SubElement(a, "b")
b.text, b.tail = "é & <", "tail"
ET.SubElement(a, ET.QName("http://n", "c"), {ET.QName("http://n", "at"): "v"})
for options in (
    {}, {"encoding": "unicode"}, {"encoding": "utf-8"}, {"encoding": "latin-1"}, {"encoding": "utf-8", "xml_declaration": True}, {"method": "text"},
    {"encoding": "unicode", "method": "html"}, {"short_empty_elements": False},
):
    print(options, ET.tostring(a, **options))
print(ET.tostringlist(a, "unicode")[:3])
out = io.BytesIO()
ET.ElementTree(a).write(out, encoding="utf-8", xml_declaration=True)
print(out.getvalue())
html = ET.fromstring("<p>one<br/>two<script>a &lt; b</script><i/></p>")
print(ET.tostring(html, encoding="unicode", method="html"), list(html.itertext()))

c = copy.deepcopy(a)
c[0].text = "changed"
print(a[0].text, c[0].text, len(a[0:1]))
del c[0]
c[:] = [ET.Element("z")]
print([e.tag for e in c], a.items(), sorted(a.keys()))
a.clear()
print(ET.tostring(a), ET.iselement(a), ET.iselement(3))
print(bool(a), bool(c))
for wrong in (lambda: a.append("x"), lambda: a.remove(b), lambda: ET.Element("a", 3), lambda: ET.tostring(ET.Element(3)), lambda: ET.SubElement(a, "b", x=1).get("y").z):
    try:
        wrong()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)

print([(event, e.tag) for event, e in ET.iterparse(io.StringIO("<a><b>1</b><c/></a>"), events=("start", "end"))])
events = ET.iterparse(io.BytesIO(b"<a xmlns='u'><!--c--><?p i?></a>"), events=("start-ns", "end-ns", "comment", "pi", "end"))
print([(event, getattr(e, "text", e)) for event, e in events], events.root.tag)
pull = ET.XMLPullParser(["start", "end"])
for part in "<a><b", " x='1'>te", "xt</b>", "</a>":
    pull.feed(part)
    print(part, [(event, e.tag) for event, e in pull.read_events()])


class Depth:
    deepest = depth = 0

    def start(self, tag, attrs):
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def end(self, tag):
        self.depth -= 1

    def close(self):
        return self.deepest


parser = ET.XMLParser(target=Depth())
parser.feed("<a><b><c/></b>")
parser.feed("</a>")
print(parser.close())
print(ET.tostring(ET.fromstring("<a><!--c--><b/></a>", ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))))
print(ET.XMLID("<a id='1'><b id='2'/></a>")[1].keys(), ET.fromstringlist(["<a>", "x</a>"]).text, ET.parse(io.StringIO("<r><k/></r>")).getroot().tag)
text = "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE a [<!ENTITY who 'me &amp; you'>]><a b=\"x&#10;y  z\">&who;&#x41;<![CDATA[<raw>]]>\xe9</a>"
e = ET.fromstring(text.encode("latin-1"))
print(e.attrib, e.text.encode("ascii", "backslashreplace"), ascii(ET.fromstring("<a>\r\nb\rc</a>").text))
for bad in (
    "<a><b></a>", "x", "", "<a/><b/>", "<a>&zz;</a>", "<a b=1/>", "<a b='1' b='2'/>", "<a", "<a><b", "<a></b>", "<p:a/>", "<a>]]></a>", "<a><!-- x -- y --></a>",
    "<1/>", "\n\n<a>\n  <b>\n</a>", "<a b/>", "<a>& b</a>", " <?xml version='1.0'?><a/>", "<a>&#0;</a>", "<a><![CDATA[x</a>",
):
    try:
        print(bad, ET.fromstring(bad))
    except ET.ParseError as e:
        print(repr(bad), e, e.code, e.position)
mixed = ET.fromstring("<a xmlns:p='u'><b/><p:b/><c><p:b/></c><p:d/></a>")
for path in "{*}b", "{}b", "{u}*", "{}*", "{*}*", "{u}b", ".//{*}b":
    print(path, [e.tag for e in mixed.findall(path)])
