# Differences between sequences. SequenceMatcher finds what two sequences have in common; everything else here shows what it found.
from bisect import bisect_left as _bisect_left
from collections import namedtuple
from types import GenericAlias

__all__ = """
    get_close_matches ndiff restore SequenceMatcher Differ IS_CHARACTER_JUNK IS_LINE_JUNK context_diff unified_diff diff_bytes HtmlDiff Match
""".split()

Match = namedtuple("Match", ("a", "b", "size"))


class SequenceMatcher:
    """Finds matching blocks by the longest one first, then on both sides of it, as Ratcliff and Obershelp describe."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seq2(self, b):
        if self.b is not b:
            self.b = b
            self._forget()
            self.fullbcount = None
            self._index()

    def set_seq1(self, a):
        if self.a is not a:
            self.a = a
            self._forget()

    def set_seqs(self, a, b):
        for take, sequence in (self.set_seq1, a), (self.set_seq2, b):
            take(sequence)

    def _forget(self):
        self.matching_blocks = None
        self.opcodes = None

    def _index(self):
        """Where each element of b stands, without junk and, in long sequences, without what is everywhere."""
        places = {}
        for place, element in enumerate(self.b):
            if element in places:
                places[element].append(place)
            else:
                places[element] = [place]
        self.bjunk = set(filter(self.isjunk, places)) if self.isjunk else set()
        self.bpopular = set()
        size = len(self.b)
        if self.autojunk and size >= 200:
            self.bpopular.update(element for element in places if element not in self.bjunk and len(places[element]) > size // 100 + 1)
        self.b2j = {element: at for element, at in places.items() if element not in self.bjunk and element not in self.bpopular}

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        ahi = len(self.a) if ahi is None else ahi
        bhi = len(self.b) if bhi is None else bhi
        a_end, b_end, size = alo, blo, 0
        before = {}  # how long the match is that ends with the last element of a and an element of b, by its place
        for i in range(alo, ahi):
            places = self.b2j.get(self.a[i], ())
            now = {}
            for j in places[_bisect_left(places, blo):] if blo else places:
                if j >= bhi:
                    break
                length = now[j] = before.get(j - 1, 0) + 1
                if length > size:
                    a_end, b_end, size = i + 1, j + 1, length
            before = now
        # Junk does not begin a match but may lengthen one: first by what is not junk, then by what is.
        a, b = a_end - size, b_end - size
        for junk in (False, True):
            while a > alo and b > blo and self._same(a - 1, b - 1, junk):
                a, b = a - 1, b - 1
            while a_end < ahi and b_end < bhi and self._same(a_end, b_end, junk):
                a_end, b_end = a_end + 1, b_end + 1
        return Match(a, b, a_end - a)

    def _same(self, i, j, junk):
        element = self.b[j]
        return (element in self.bjunk) is junk and self.a[i] == element

    def get_matching_blocks(self):
        if self.matching_blocks is None:
            self.matching_blocks = self._joined_blocks()
        return self.matching_blocks

    def _joined_blocks(self):
        ends = len(self.a), len(self.b)
        blocks = []
        todo = [(0, ends[0], 0, ends[1])]  # ranges to look in, and matches that have been found; what is last in it comes first in b
        while todo:
            item = todo.pop()
            if isinstance(item, Match):
                last = blocks[-1] if blocks else Match(0, 0, 0)
                if last.a + last.size == item.a and last.b + last.size == item.b:
                    # Blocks that touch are one.
                    blocks[-1:] = [Match(last.a, last.b, last.size + item.size)]
                else:
                    blocks.append(item)
                continue
            alo, ahi, blo, bhi = item
            found = self.find_longest_match(alo, ahi, blo, bhi)
            if not found.size:
                continue
            behind = found.a + found.size, ahi, found.b + found.size, bhi
            in_front = alo, found.a, blo, found.b
            todo += (part for part in (behind, found, in_front) if part is found or part[0] < part[1] and part[2] < part[3])
        blocks.append(Match(*ends, 0))
        return blocks

    def get_opcodes(self):
        if self.opcodes is None:
            self.opcodes = []
            i = j = 0
            for a, b, size in self.get_matching_blocks():
                if i < a or j < b:
                    tag = "insert" if i == a else "delete" if j == b else "replace"
                    self.opcodes.append((tag, i, a, j, b))
                i, j = a + size, b + size
                if size:
                    self.opcodes.append(("equal", a, i, b, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        codes = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
        group = []
        for place, (tag, i1, i2, j1, j2) in enumerate(codes):
            if tag != "equal":
                group.append((tag, i1, i2, j1, j2))
                continue
            head = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
            tail = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
            if place == 0:
                # Only what is close to the first change, and to the end as well where there is none.
                is_last = len(codes) == 1
                group.append((tag, tail[1], min(i2, tail[1] + n), tail[3], min(j2, tail[3] + n)) if is_last else tail)
            elif place == len(codes) - 1:
                group.append(head)
            elif i2 - i1 <= 2 * n:
                group.append((tag, i1, i2, j1, j2))
            else:
                yield group + [head]
                group = [tail]
        if any(code[0] != "equal" for code in group):
            yield group

    # How much is the same: twice what matches, of all there is.

    def _share(self, matches):
        total = len(self.a) + len(self.b)
        return 2.0 * matches / total if total else 1.0

    def ratio(self):
        return self._share(sum(size for _, _, size in self.get_matching_blocks()))

    def quick_ratio(self):
        """An upper bound of ratio(): as if order did not matter."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for element in self.b:
                self.fullbcount[element] = self.fullbcount.get(element, 0) + 1
        unused = dict(self.fullbcount)
        matches = 0
        for element in self.a:
            if unused.get(element):
                unused[element] -= 1
                matches += 1
        return self._share(matches)

    def real_quick_ratio(self):
        """An upper bound of quick_ratio(): as if the shorter one were part of the longer one."""
        return self._share(min(len(self.a), len(self.b)))

    def _is_close(self, bound, strictly=False):
        """Whether ratio() reaches a bound; the bounds that are cheaper are asked first."""
        for ratio in (self.real_quick_ratio, self.quick_ratio, self.ratio):
            value = ratio()
            if value < bound or strictly and value == bound:
                return False
        return True


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError(f"n must be > 0: {n!r}")
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
    # What is the same for all is the second sequence: it is indexed once.
    matcher = SequenceMatcher(b=word)
    scored = []
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        if matcher._is_close(cutoff):
            scored.append((matcher.ratio(), candidate))
    scored.sort(reverse=True)
    return [candidate for _, candidate in scored][:n]


class Differ:
    """Line by line: what is only in a ('- '), only in b ('+ '), in both ('  '), and hints where lines differ ('? ')."""

    _SIMILAR = 0.75  # lines that have less in common are not shown as a change of one line

    _HINTS = {"equal": (" ", " "), "replace": ("^", "^"), "delete": ("-", ""), "insert": ("", "+")}

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "equal":
                yield from _marked(" ", a[alo:ahi])
            else:
                yield from self._changed(a[alo:ahi], b[blo:bhi])

    def _changed(self, old, new):
        """Lines that differ: the two that are most alike are shown together, and what stands above and below them in the same way."""
        if not old or not new:
            yield from _marked("-", old)
            yield from _marked("+", new)
            return
        pair = self._closest(old, new)
        if pair is None:
            # The shorter block first.
            blocks = [_marked("-", old), _marked("+", new)]
            for block in blocks if len(old) <= len(new) else blocks[::-1]:
                yield from block
            return
        i, j = pair
        yield from self._changed(old[:i], new[:j])
        if old[i] == new[j]:
            yield "  " + old[i]
        else:
            yield from self._with_hints(old[i], new[j])
        yield from self._changed(old[i + 1:], new[j + 1:])

    def _closest(self, old, new):
        """The places of the most similar lines, or else of the first that are the same."""
        matcher = SequenceMatcher(self.charjunk)
        best, similar, same = self._SIMILAR - 0.01, None, None
        for j, line in enumerate(new):
            matcher.set_seq2(line)
            for i, before in enumerate(old):
                if before == line:
                    same = same or (i, j)
                    continue
                matcher.set_seq1(before)
                if matcher._is_close(best, strictly=True):
                    best, similar = matcher.ratio(), (i, j)
        return similar if best >= self._SIMILAR else same

    def _with_hints(self, old, new):
        below = ["", ""]
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, old, new).get_opcodes():
            for side, length in enumerate((i2 - i1, j2 - j1)):
                below[side] += self._HINTS[tag][side] * length
        for mark, line, hints in ("-", old, below[0]), ("+", new, below[1]):
            yield f"{mark} {line}"
            # The line's own white space where there is no hint, so that tabs stay aligned.
            hints = "".join(c if c.isspace() and hint == " " else hint for c, hint in zip(line, hints)).rstrip()
            if hints:
                yield f"? {hints}\n"


def _marked(mark, lines):
    for line in lines:
        yield f"{mark} {line}"


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


def IS_LINE_JUNK(line, pat=None):
    return line.strip() in {"", "#"} if pat is None else pat(line) is not None


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    side = int(which)
    if side not in (1, 2):
        raise ValueError(f"unknown delta choice (must be 1 or 2): {which!r}") from None
    wanted = "  ", " -+"[side] + " "
    yield from (line[2:] for line in delta if line.startswith(wanted))


# Diffs of files.

def _hunks(a, b, names, dates, n, lineterm, marks):
    """The header, before the first hunk, and the groups of changes: (header lines, group)."""
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError(f"lines to compare must be str, not {type(lines[0]).__name__} ({lines[0]!r})")
    for given in (*names, *dates, lineterm):
        if not isinstance(given, str):
            raise TypeError(f"all arguments must be str, not: {given!r}")
    header = [f"{mark} {name}{date and chr(9)}{date}{lineterm}" for mark, name, date in zip(marks, names, dates)]
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        yield header, group
        header = []


def _span(group, side):
    """The first and the last place of a hunk in one of the files."""
    return group[0][1 + 2 * side], group[-1][2 + 2 * side]


def _unified_range(start, stop):
    # An empty range begins at the line before it.
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


def _context_range(start, stop):
    first = start + (stop > start)
    return f"{first},{stop}" if stop - start > 1 else f"{first}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    for header, group in _hunks(a, b, (fromfile, tofile), (fromfiledate, tofiledate), n, lineterm, ("---", "+++")):
        yield from header
        old, new = (_unified_range(*_span(group, side)) for side in (0, 1))
        yield f"@@ -{old} +{new} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from map(" ".__add__, a[i1:i2])
            else:
                yield from map("-".__add__, a[i1:i2])
                yield from map("+".__add__, b[j1:j2])


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    marks = dict(equal="  ", replace="! ", insert="+ ", delete="- ")
    for header, group in _hunks(a, b, (fromfile, tofile), (fromfiledate, tofiledate), n, lineterm, ("***", "---")):
        yield from header
        yield "*" * 15 + lineterm
        for side, (lines, frame, own) in enumerate([(a, ("***", "****"), "delete"), (b, ("---", "----"), "insert")]):
            yield f"{frame[0]} {_context_range(*_span(group, side))} {frame[1]}{lineterm}"
            # A file's lines are shown only if something of it has changed.
            if any(code[0] in ("replace", own) for code in group):
                for code in group:
                    if code[0] in ("equal", "replace", own):
                        yield from map(marks[code[0]].__add__, lines[code[1 + 2 * side]:code[2 + 2 * side]])


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"", fromfiledate=b"", tofiledate=b"", n=3, lineterm=b"\n"):
    def as_text(data):
        try:
            return data.decode("ascii", "surrogateescape")
        except AttributeError as err:
            raise TypeError(f"all arguments must be bytes, not {type(data).__name__} ({data!r})") from err

    old, new = [[as_text(line) for line in lines] for lines in (a, b)]
    labels = [as_text(label) for label in (fromfile, tofile, fromfiledate, tofiledate)]
    for line in dfunc(old, new, *labels, n, as_text(lineterm)):
        yield line.encode("ascii", "surrogateescape")


class HtmlDiff:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("difflib.HtmlDiff is not supported here; use ndiff or unified_diff")
