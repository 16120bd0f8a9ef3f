import io
import re
from collections import deque

__all__ = ["shlex", "split", "quote", "join"]


class shlex:
    """Cuts a text into the tokens of a shell's language; the attributes say which characters mean what."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if instream is None:
            import sys

            self.instream, self.infile = sys.stdin, None
        else:
            self.instream, self.infile = _stream(instream), infile
        self.posix, self.eof = posix, None if posix else ""
        self.commenters, self.whitespace, self.whitespace_split = "#", " \t\r\n", False
        self.quotes, self.escape, self.escapedquotes = "'\"", "\\", '"'
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        self.pushback, self.filestack = deque(), deque()
        self.source, self.lineno, self.debug, self.token = None, 1, 0, ""
        # Where the reader is: " " between tokens, "a" in a word, "c" in punctuation, a quote or an escape character after that
        # character, None past the end.
        self.state = " "
        self._punctuation_chars = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        self._ahead = []  # characters read too far, when punctuation_chars are told apart
        if punctuation_chars:
            added = self.wordchars + "~-./*?="
            self.wordchars = "".join(c for c in added if c not in self._punctuation_chars)

    punctuation_chars = property(lambda self: self._punctuation_chars)

    def push_token(self, tok):
        self.pushback.appendleft(tok)

    # Sources within sources: each with its name, and the line that it is at.

    def push_source(self, newstream, newfile=None):
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile, self.instream, self.lineno = newfile, _stream(newstream), 1

    def pop_source(self):
        self.instream.close()
        self.state = " "
        self.infile, self.instream, self.lineno = self.filestack.popleft()

    def get_token(self):
        if self.pushback:
            return self.pushback.popleft()
        token = self.read_token()
        if self.source is not None:
            while token == self.source:
                found = self.sourcehook(self.read_token())
                if found:
                    newfile, newstream = found
                    self.push_source(newstream, newfile)
                token = self.get_token()
        while token == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            token = self.get_token()
        return token

    def read_token(self):
        self._quoted = False
        while True:
            c = self._ahead.pop() if self._ahead else self.instream.read(1)
            if c == "\n":
                self.lineno += 1
            if self.state is None:
                self.token = ""
                break
            if self.state == " ":
                done = self._between(c)
            elif self.state in self.quotes:
                done = self._in_quotes(c)
            elif self.state in self.escape:
                done = self._escaped(c)
            else:
                done = self._in_word(c)
            if done:
                break
        token, self.token = self.token, ""
        return None if self.posix and not self._quoted and token == "" else token

    def _has_token(self):
        return bool(self.token) or self.posix and self._quoted

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _start_escape(self, c, inside):
        self._inside = inside
        self.state = c

    def _between(self, c):
        """Takes a character between tokens; true when a token is complete."""
        if not c:
            self.state = None
            return True
        if c in self.whitespace:
            return self._has_token()
        if c in self.commenters:
            self._skip_comment()
        elif self.posix and c in self.escape:
            self._start_escape(c, "a")
        elif c in self.wordchars:
            self.token, self.state = c, "a"
        elif c in self._punctuation_chars:
            self.token, self.state = c, "c"
        elif c in self.quotes:
            if not self.posix:
                self.token = c
            self.state = c
        else:
            self.token = c
            if not self.whitespace_split:
                return True
            self.state = "a"
        return False

    def _in_quotes(self, c):
        self._quoted = True
        if not c:
            raise ValueError("No closing quotation")
        if c == self.state:
            if not self.posix:
                self.token += c
                self.state = " "
                return True
            self.state = "a"
        elif self.posix and c in self.escape and self.state in self.escapedquotes:
            self._start_escape(c, self.state)
        else:
            self.token += c
        return False

    def _escaped(self, c):
        if not c:
            raise ValueError("No escaped character")
        # Within quotes an escape character escapes itself and the quote alone.
        if self._inside in self.quotes and c != self.state and c != self._inside:
            self.token += self.state
        self.token += c
        self.state = self._inside
        return False

    def _in_word(self, c):
        if not c:
            self.state = None
            return True
        if c in self.whitespace:
            self.state = " "
            return self._has_token()
        if c in self.commenters:
            self._skip_comment()
            if self.posix:
                self.state = " "
                return self._has_token()
            return False
        if self.state == "c":
            if c in self._punctuation_chars:
                self.token += c
                return False
            self._ahead.append(c)
            self.state = " "
            return True
        if self.posix and c in self.quotes:
            self.state = c
        elif self.posix and c in self.escape:
            self._start_escape(c, "a")
        elif c in self.wordchars or c in self.quotes or self.whitespace_split and c not in self._punctuation_chars:
            self.token += c
        else:
            if self._punctuation_chars:
                self._ahead.append(c)
            else:
                self.pushback.appendleft(c)
            self.state = " "
            return self._has_token()
        return False

    def sourcehook(self, newfile):
        from os import path

        name = newfile[1:-1] if newfile.startswith('"') else newfile
        if isinstance(self.infile, str):
            name = path.join(path.dirname(self.infile), name)
        return name, open(name)

    def error_leader(self, infile=None, lineno=None):
        return f'"{self.infile if infile is None else infile}", line {self.lineno if lineno is None else lineno}: '

    def __next__(self):
        if (token := self.get_token()) == self.eof:
            raise StopIteration
        return token

    def __iter__(self):
        return self


def _stream(source):
    return io.StringIO(source) if isinstance(source, str) else source


def split(s, comments=False, posix=True):
    if s is None:
        import warnings

        warnings.warn("Passing None for 's' to shlex.split() is deprecated.", DeprecationWarning, stacklevel=2)
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    words.commenters = words.commenters if comments else ""
    return [*words]


def quote(s):
    if s and re.fullmatch(r"(?a:[\w@%+=:,./-]+)", s):
        return s
    return "'{}'".format((s or "").replace("'", "'\"'\"'"))


def join(split_command):
    return " ".join(map(quote, split_command))
