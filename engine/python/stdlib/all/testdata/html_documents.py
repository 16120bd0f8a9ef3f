from html.parser import HTMLParser
import random


class Teller(HTMLParser):
    def __init__(self, **options):
        super().__init__(**options)
        self.told = []

    def handle_starttag(self, tag, attrs):
        self.told.append(("start", tag, attrs, self.get_starttag_text(), self.getpos()))

    def handle_startendtag(self, tag, attrs):
        self.told.append(("empty", tag, attrs, self.getpos()))


def teller(kind):
    def handle(self, data):
        self.told.append((kind, data, self.getpos()))

    return handle


for name, kind in (("handle_endtag", "end"), ("handle_data", "data"), ("handle_comment", "comment"), ("handle_decl", "declaration"), ("handle_pi", "instruction"),
                   ("unknown_decl", "section"), ("handle_charref", "number"), ("handle_entityref", "entity")):
    setattr(Teller, name, teller(kind))


def tell(*pieces, convert=True):
    parser = Teller(convert_charrefs=convert)
    try:
        for piece in pieces:
            parser.feed(piece)
        parser.close()
    except AssertionError as e:
        parser.told.append(repr(e))
    print(pieces, convert)
    for event in parser.told:
        print("   ", event)


DOCUMENTS = [
    "<!DOCTYPE html>\n<html lang=en><head><title>A &amp; B</title></head>\n<body class='a b' id=\"x\" hidden data-x=1&lt;2>Hi<br/><img src=a.png />&copy;&#62;&#x3E;</body></html>",
    "<script>if (a < b && c) { '</p>' }</script><style>p > a {}</STYLE>after",
    "<!-- a -- b --><!-->--><?php echo 1?><![CDATA[x<y]]><![if IE]>z<![endif]><!bogus><!>",
    "a < b & c <3 </ x></><//a><a href=>b</a ><p =x y= 'z' q\">&bogus; &#; &#xzz; &amp",
    "<a\nb\n=\n'c'\n>text\nmore</a\n>",
    "<div<b>c</b", "<a href='unclosed", "&", "<", "<!-- open", "<script>never", "<![weird[x]]>", "<p/>x<p / >y<P CLASS=Q>",
]
for d in DOCUMENTS:
    tell(d)
    tell(d, convert=False)
tell("<a hr", "ef='b'>te", "xt&am", "p;</", "a><!-", "- c --", ">")

random.seed(5)
PARTS = ["<", ">", "</", "/>", "a", "p", " ", "=", "'", '"', "&", "amp;", "#65;", "#x41", "!--", "-->", "!", "?", "script", "[", "]]>", "\n", "b=c", "x"]
for _ in range(300):
    text = "".join(random.choice(PARTS) for _ in range(random.randrange(2, 14)))
    cut = random.randrange(len(text))
    tell(text[:cut], text[cut:], convert=random.random() < 0.6)
