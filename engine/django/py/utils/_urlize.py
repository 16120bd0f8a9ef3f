"""django.utils.html.urlize: links for what looks like one in a text."""

import html
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from django.utils.html import escape
from django.utils.http import MAX_URL_LENGTH
from django.utils.safestring import SafeData, mark_safe


def smart_urlquote(url):
    """The URL with what must be quoted quoted once."""

    def requote(part):
        return quote(unquote(part), safe="!$&'()*+,;=:/?#[]@~")

    try:
        scheme, netloc, path, query, fragment = urlsplit(url)
    except ValueError:
        return requote(url)
    if not netloc.isascii():
        netloc = quote(netloc, safe="!$&'()*+,;=:/?#[]@~")
    if query:
        # Names and values by themselves, or a quoted mark in a value would become one of the query's own.
        query = urlencode([(unquote(k), unquote(v)) for k, v in parse_qsl(query, keep_blank_values=True)])
    return urlunsplit((scheme, netloc, requote(path), query, requote(fragment)))


class Urlizer:
    """Words with dots, colons or at signs become links if they look like URLs or addresses; marks around them stay outside."""

    trailing_punctuation_chars = ".,:;!"
    wrapping_punctuation = [("(", ")"), ("[", "]")]
    simple_url_re = re.compile(r"^https?://\[?\w", re.IGNORECASE)
    simple_url_2_re = re.compile(r"^www\.|^(?!http)\w[^@]+\.(com|edu|gov|int|mil|net|org)($|/.*)$", re.IGNORECASE)
    word_split_re = re.compile(r"""([\s<>"']+)""")
    mailto_template = "mailto:{local}@{domain}"
    url_template = '<a href="{href}"{attrs}>{url}</a>'

    def __call__(self, text, trim_url_limit=None, nofollow=False, autoescape=False):
        safe, done = isinstance(text, SafeData), {}
        words = self.word_split_re.split(str(text))
        for word in words:
            if word not in done:
                done[word] = self.handle_word(word, safe_input=safe, trim_url_limit=trim_url_limit, nofollow=nofollow, autoescape=autoescape)
        return "".join(done[word] for word in words)

    def handle_word(self, word, *, safe_input, trim_url_limit=None, nofollow=False, autoescape=False):
        if "." in word or "@" in word or ":" in word:
            lead, middle, trail = self.trim_punctuation(word)
            url, attrs = None, ' rel="nofollow"' if nofollow else ""
            if len(middle) <= MAX_URL_LENGTH and self.simple_url_re.match(middle):
                url = smart_urlquote(html.unescape(middle))
            elif len(middle) <= MAX_URL_LENGTH and self.simple_url_2_re.match(middle):
                url = smart_urlquote("http://%s" % html.unescape(middle))
            elif ":" not in middle and self.is_email_simple(middle):
                local, domain = middle.rsplit("@", 1)
                url, attrs = self.mailto_template.format(local=quote(local, safe=""), domain=quote(domain, safe="")), ""
            if url:
                shown = self.trim_url(middle, limit=trim_url_limit)
                if autoescape and not safe_input:
                    lead, shown, trail = escape(lead), escape(shown), escape(trail)
                return mark_safe(lead + self.url_template.format(href=escape(url), attrs=attrs, url=shown) + trail)
        if safe_input:
            return mark_safe(word)
        return escape(word) if autoescape else word

    def trim_url(self, x, *, limit):
        return x if limit is None or len(x) <= limit else "%s…" % x[: max(0, limit - 1)]

    def trim_punctuation(self, word):
        """A word as the marks before it, itself, and the marks after it."""
        middle = word.lstrip("".join(opening for opening, _ in self.wrapping_punctuation))
        lead, before = word[: len(word) - len(middle)], None
        while middle != before:
            before = middle
            for opening, closing in self.wrapping_punctuation:
                extra = middle.count(closing) - middle.count(opening)
                if extra > 0 and middle.endswith(closing):
                    middle = middle[: -min(extra, len(middle) - len(middle.rstrip(closing)))]
            amp = middle.rfind("&")
            middle = middle.rstrip(self.trailing_punctuation_chars if amp == -1 else self.trailing_punctuation_chars.replace(";", ""))
            if middle.endswith(";"):
                # A semicolon that ends a character reference belongs to the word.
                entity = middle[amp:]
                decoded = html.unescape(entity)
                if decoded == entity or decoded.endswith(";"):
                    bare = middle.rstrip(self.trailing_punctuation_chars)
                    if amp > -1 and len(middle) - len(middle.rstrip(";")) > 1:
                        bare = middle[: len(bare) + middle[len(bare) :].index(";") + 1]
                    middle = bare
        return lead, middle, word[len(lead) + len(middle) :]

    @staticmethod
    def is_email_simple(value):
        from django.core.exceptions import ValidationError
        from django.core.validators import EmailValidator

        try:
            EmailValidator(allowlist=[])(value)
        except ValidationError:
            return False
        return True


urlizer = Urlizer()


def urlize(text, trim_url_limit=None, nofollow=False, autoescape=False):
    return urlizer(text, trim_url_limit=trim_url_limit, nofollow=nofollow, autoescape=autoescape)
