import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

# Only these count as white space: text may hold others, such as no-break spaces, on purpose.
_whitespace = "\t\n\x0b\x0c\r "


class TextWrapper:
    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(" "))
    word_punct = r'[\w!"\'&.,?]'
    letter = r"[^\d\W]"
    # Words, white space, and where within words a line may end: behind hyphens and at dashes.
    wordsep_re = re.compile(
        r"""
        ( [\t\n\x0b\x0c\r\ ]+
        | (?<=%(wp)s) -{2,} (?=\w)
        | [^\t\n\x0b\x0c\r\ ]+? (?:
            -(?: (?<=%(lt)s{2}-) | (?<=%(lt)s-%(lt)s-) ) (?= %(lt)s -? %(lt)s )
          | (?=[\t\n\x0b\x0c\r\ ]|\Z)
          | (?<=%(wp)s) (?=-{2,}\w)
          )
        )"""
        % {"wp": word_punct, "lt": letter},
        re.VERBOSE,
    )
    wordsep_simple_re = re.compile(r"([\t\n\x0b\x0c\r ]+)")
    sentence_end_re = re.compile(r"[a-z][\.\!\?][\"\']?\Z")

    def __init__(
        self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
        fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
        max_lines=None, placeholder=" [...]",
    ):
        options = dict(locals())
        del options["self"]
        for name, value in options.items():
            setattr(self, name, value)

    def _munge_whitespace(self, text):
        expanded = text.expandtabs(self.tabsize) if self.expand_tabs else text
        return expanded.translate(self.unicode_whitespace_trans) if self.replace_whitespace else expanded

    def _split(self, text):
        pattern = self.wordsep_re if self.break_on_hyphens else self.wordsep_simple_re
        return [c for c in pattern.split(text) if c]

    def _fix_sentence_endings(self, chunks):
        for i in range(1, len(chunks)):
            if chunks[i] == " " and self.sentence_end_re.search(chunks[i - 1]):
                chunks[i] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Puts what fits of a word that is longer than a line, the last of reversed_chunks, into the line."""
        if not self.break_long_words:
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        word = reversed_chunks.pop()
        end = room = width - cur_len if width > 0 else 1
        if self.break_on_hyphens and len(word) > room:
            hyphen = word.rfind("-", 0, room)
            if word[:max(hyphen, 0)].strip("-"):
                end = hyphen + 1
        cur_line.append(word[:end])
        if word[end:]:
            reversed_chunks.append(word[end:])

    def _can_drop(self, chunk):
        return self.drop_whitespace and not chunk.strip()

    def _next_line(self, chunks, width):
        """Takes the chunks of one line from the end of chunks."""
        line, size = [], 0
        while chunks and size + len(chunks[-1]) <= width:
            line.append(chunks.pop())
            size += len(line[-1])
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, size, width)
        if line and self._can_drop(line[-1]):
            line.pop()
        return line

    def _end_early(self, lines, line, indent):
        """Ends the text with the placeholder, behind the last word that leaves room for it."""
        room = self.width - len(self.placeholder)
        while line and (not line[-1].strip() or len(indent) + sum(map(len, line)) > room):
            line.pop()
        if line:
            lines.append(indent + "".join(line) + self.placeholder)
        elif lines and len(lines[-1].rstrip()) <= room:
            lines[-1] = lines[-1].rstrip() + self.placeholder
        else:
            lines.append(indent + self.placeholder.lstrip())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        most = self.max_lines
        if most is not None:
            last_indent = self.initial_indent if most <= 1 else self.subsequent_indent
            if len(last_indent + self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        lines = []
        while chunks:
            indent = self.initial_indent
            if lines:
                indent = self.subsequent_indent
                if self._can_drop(chunks[-1]):
                    chunks.pop()
            width = self.width - len(indent)
            line = self._next_line(chunks, width)
            if not line:
                continue
            rest = chunks[1:] if chunks and self._can_drop(chunks[0]) else chunks
            if most is not None and len(lines) + 1 >= most and (rest or sum(map(len, line)) > width):
                self._end_early(lines, line, indent)
                break
            lines.append(indent + "".join(line))
        return lines

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        lines = self.wrap(text)
        return "\n".join(lines)


def fill(text, width=70, **kwargs):
    return TextWrapper(width, **kwargs).fill(text)


def wrap(text, width=70, **kwargs):
    return TextWrapper(width, **kwargs).wrap(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width, max_lines=1, **kwargs).fill(" ".join(text.split()))


def dedent(text):
    # Lines of white space alone do not count and become empty.
    lines = re.sub(r"^[ \t]+$", "", text, flags=re.M).split("\n")
    indents = [line[:len(line) - len(line.lstrip(" \t"))] for line in lines if line]
    # What the first and the last in alphabetical order have in common, all have.
    margin, other = min(indents, default=""), max(indents, default="")
    while not other.startswith(margin):
        margin = margin[:-1]
    return "\n".join([line[len(margin):] for line in lines])


def indent(text, prefix, predicate=None):
    wanted = str.strip if predicate is None else predicate
    return "".join([prefix + line if wanted(line) else line for line in text.splitlines(True)])
