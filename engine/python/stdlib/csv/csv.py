# The classes around _csv's reader and writer.
import io as _io

from _csv import (
    QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, Dialect as _Dialect, Error, __version__, field_size_limit, get_dialect, list_dialects, reader,
    register_dialect, unregister_dialect, writer,
)

__doc__ = None
__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel", "excel_tab", "field_size_limit", "reader", "writer",
    "register_dialect", "get_dialect", "list_dialects", "Sniffer", "unregister_dialect", "__version__", "DictReader", "DictWriter", "unix_dialect",
]


class Dialect:
    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as e:
            raise Error(str(e))


class excel(Dialect):
    delimiter, quotechar, doublequote, skipinitialspace, lineterminator, quoting = ",", '"', True, False, "\r\n", QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter, quotechar, doublequote, skipinitialspace, lineterminator, quoting = ",", '"', True, False, "\n", QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames, self.restkey, self.restval = fieldnames, restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = []
        while row == []:
            row = next(self.reader)
            self.line_num = self.reader.line_num
        names = self.fieldnames
        d = dict(zip(names, row))
        if len(names) < len(row):
            d[self.restkey] = row[len(names) :]
        for name in names[len(row) :]:
            d[name] = self.restval
        return d


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return (rowdict.get(key, self.restval) for key in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


class Sniffer:
    """Guesses the format of a sample."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        quote, double, delim, space = self._guess_quote_and_delimiter(sample, delimiters)
        if not delim:
            delim, space = self._guess_delimiter(sample, delimiters)
        if not delim:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL

        dialect.doublequote, dialect.delimiter, dialect.quotechar, dialect.skipinitialspace = double, delim, quote or '"', space
        return dialect

    def _guess_quote_and_delimiter(self, data, delimiters):
        """By text between two equal quotes with the same character before and after it."""
        import re

        quoted, delim, space = r"(?P<quote>[\"']).*?(?P=quote)", r"(?P<delim>[^\w\n\"'])", r"(?P<space> ?)"
        forms = (f"{delim}{space}{quoted}(?P=delim)", rf"(?:^|\n){quoted}{delim}{space}", rf"{delim}{space}{quoted}(?:$|\n)", rf"(?:^|\n){quoted}(?:$|\n)")
        for form in forms:
            matches = [m.groupdict() for m in re.finditer(form, data, re.DOTALL | re.MULTILINE)]
            if matches:
                break
        else:
            return "", False, None, 0
        quotes, delims, spaces = {}, {}, 0
        for m in matches:
            if m["quote"]:
                quotes[m["quote"]] = quotes.get(m["quote"], 0) + 1
            d = m.get("delim")
            if d and (delimiters is None or d in delimiters):
                delims[d] = delims.get(d, 0) + 1
            spaces += bool(m.get("space"))
        quote = max(quotes, key=quotes.get)
        delim, space = "", 0
        if delims:
            delim = max(delims, key=delims.get)
            space = delims[delim] == spaces
            if delim == "\n":
                delim = ""
        # A third quote between delimiters is a doubled one.
        d = re.escape(delim)
        double = re.search(rf"(({d})|^)\W*{quote}[^{d}\n]*{quote}[^{d}\n]*{quote}\W*(({d})|$)", data, re.MULTILINE)
        return quote, bool(double), delim, space

    def _guess_delimiter(self, data, delimiters):
        """By the character that is there equally often on most lines. Ten lines are looked at, then ten more, until one is found."""
        lines = [line for line in data.split("\n") if line]
        chunk = min(10, len(lines))
        counts = {chr(c): {} for c in range(127)}
        modes, delims = {}, {}
        for end in range(chunk, len(lines) + chunk, chunk) if lines else ():
            for line in lines[end - chunk : end]:
                for char, seen in counts.items():
                    n = line.count(char)
                    seen[n] = seen.get(n, 0) + 1
            for char, seen in counts.items():
                if list(seen) != [0]:
                    times = max(seen, key=seen.get)
                    modes[char] = times, 2 * seen[times] - sum(seen.values())
            total = float(min(end, len(lines)))
            consistency = 1.0
            while not delims and consistency >= 0.9:
                for char, (times, often) in modes.items():
                    if times > 0 and often > 0 and often / total >= consistency and (delimiters is None or char in delimiters):
                        delims[char] = times, often
                consistency -= 0.01
            if len(delims) == 1:
                break
        if not delims:
            return "", 0
        delim = next((d for d in self.preferred if d in delims), None) if len(delims) > 1 else next(iter(delims))
        if delim is None:
            delim = max((v, k) for k, v in delims.items())[1]
        return delim, lines[0].count(delim) == lines[0].count(delim + " ")

    def has_header(self, sample):
        """Each column votes: a first row that isn't of the type, or the length, of the rest looks like a header."""
        rows = reader(_io.StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for col in list(kinds):
                try:
                    complex(row[col])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[col])
                if kinds[col] is None:
                    kinds[col] = kind
                elif kinds[col] != kind:
                    del kinds[col]
        votes = 0
        for col, kind in kinds.items():
            if isinstance(kind, int):
                differs = len(header[col]) != kind
            else:
                try:
                    kind(header[col])
                    differs = False
                except (ValueError, TypeError):
                    differs = True
            votes += 1 if differs else -1
        return votes > 0
