import xml.etree.ElementTree as ET
r = ET.fromstring('<?xml version="1.0"?><a x="1 &amp; 2"><b>hi &lt;</b>tail<c/><d><b>deep</b></d></a>')
print(r.tag, r.attrib, [c.tag for c in r], r.find("b").text, r.find("b").tail, r.findtext("d/b"), [e.text for e in r.iter("b")], [e.text for e in r.findall(".//b")])
print(ET.tostring(r))
e = ET.Element("p", id="3"); ET.SubElement(e, "q").text = "é<"
print(ET.tostring(e), ET.tostring(e, encoding="unicode"))
for bad in ("<a><b></a>", "x", "", "<a/><b/>", "<a>&zz;</a>"):
    try: ET.fromstring(bad)
    except ET.ParseError as x: print(type(x).__name__, x)
