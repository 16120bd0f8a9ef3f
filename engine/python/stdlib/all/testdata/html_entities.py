import hashlib, html, html.entities
from html.entities import codepoint2name, entitydefs, html5, name2codepoint

print(len(html5), len(name2codepoint), len(codepoint2name), len(entitydefs))
print(list(html5)[:12], html5["gt;"], html5["NotEqualTilde;"], ascii(html5["lang;"]))
print(list(name2codepoint)[:4], name2codepoint["lang"], codepoint2name[228], entitydefs["euro"])
for table in html5, name2codepoint, codepoint2name, entitydefs:
    print(hashlib.md5(repr(list(table.items())).encode()).hexdigest())
print(html.unescape("&lang;&NotEqualTilde;&copy&nbsp;&bogus;").encode("unicode_escape"))
