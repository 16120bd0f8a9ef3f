import textwrap, shlex, html
from urllib.parse import *


def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


text = "Hello there -- you goof-ball, use the -b option! This is a long-winded sentence with an extraordinarily-long-hyphenated-word and a averyveryverylongwordwithoutanybreaks.  Two  spaces. End?"
for w in (5, 10, 20, 40, 200):
    for kw in ({}, {"break_on_hyphens": False}, {"break_long_words": False}, {"drop_whitespace": False}, {"max_lines": 3}, {"fix_sentence_endings": True}, {"initial_indent": "* ", "subsequent_indent": "  "}):
        show(textwrap.wrap, text, w, **kw)
show(textwrap.fill, "a b\tc\n\nd", 3)
show(textwrap.shorten, "Hello  world!", 12)
show(textwrap.shorten, "Hello  world!", 11)
show(textwrap.shorten, "Hello world", width=10, placeholder="...")
show(textwrap.wrap, "x", 0)
show(textwrap.wrap, "abc def", 3, max_lines=1)
show(textwrap.wrap, "")
for t in ("  a\n    b\n  c\n", "\ta\n\tb", "  a\n\tb", "a\n  b", "   \n  x\n\n  y", "", "\n"):
    show(textwrap.dedent, t)
show(textwrap.indent, "a\n\nb\n", "> ")
show(textwrap.indent, "a\n\nb", "> ", lambda l: True)
for s in ("a b 'c d' \"e \\\" f\" g\\ h", "'unclosed", 'x"y"z', "a # b", "", "   ", "a\\", "''", "--opt='x y' -v"):
    show(shlex.split, s)
show(shlex.split, "a # b", comments=True)
print(shlex.quote("a b"), shlex.quote("safe-1.txt"), shlex.quote("it's"), shlex.quote(""), shlex.join(["a", "b c"]))
print(html.escape("<a href='x'>\"&\"</a>"), html.escape("'\"", quote=False))
for s in ("&lt;b&gt; &amp;amp; &quot;", "&#65;&#x42;&#128512;", "&copy &notit; &nosuch; &hellip;", "&#0;&#x110000;&#xD800;&#150;", "&#1;x", "a & b", "&eacute;&Eacute", "&"):
    show(html.unescape, s)
for u in ("http://user:pw@Example.com:8080/p/a;x?q=1&r=2#frag", "//host/path", "path/only?x", "mailto:a@b.c", "HTTP://[::1]:80/", "", "http://host:99999/", "http://host:abc/", "a:b", "http://[bad/", "  http://x/ \n", b"http://h/p?q"):
    show(urlsplit, u)
    show(urlparse, u)
    try:
        r = urlsplit(u)
        print(r.hostname, r.username, r.password, r.geturl())
        print(r.port)
    except Exception as e:
        print(type(e).__name__, e)
for b, r in (("http://a/b/c/d;p?q", x) for x in ("g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "", "..", "../g", "../../g", "../../../g", "http:g", "g;x", ".", "mailto:x", "g/./h/../i")):
    print(urljoin(b, r))
print(urldefrag("http://a/b#c"), urlunsplit(("http", "h", "p", "q", "f")), urlunparse(("http", "h", "/p", "x", "q", "")))
print(quote("a b/c?é&"), quote("a b", safe=""), quote_plus("a b+c/"), unquote("a%20b%C3%A9%zz%"), unquote_plus("a+b%2B"), quote(b"\xff a"), unquote_to_bytes("%ff%00a"), unquote("é%41"))
print(urlencode({"a": 1, "b": "x y", "c": [1, 2]}), urlencode([("a", [1, 2]), ("b", "é")], doseq=True), urlencode({"q": "a/b"}, quote_via=quote))
print(parse_qs("a=1&b=2&a=3&c=&d"), parse_qs("a=&b", keep_blank_values=True), parse_qsl("x=a+b&y=%C3%A9"), parse_qs("a=1;b=2", separator=";"), parse_qs(b"a=1"))
show(parse_qs, "a", strict_parsing=True)
show(urlencode, "abc")
show(quote, 3)
