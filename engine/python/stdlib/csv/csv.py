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
    delimiter = lineterminator = quotechar = escapechar = doublequote = skipinitialspace = quoting = None
    _name, _valid = "", False

    def __init__(self):
        self._valid = type(self) is not Dialect
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as wrong:
            raise Error(str(wrong))


class excel(Dialect):
    delimiter, quotechar, lineterminator = ",", '"', "\r\n"
    doublequote, skipinitialspace, quoting = True, False, QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter, quotechar, lineterminator = ",", '"', "\n"
    doublequote, skipinitialspace, quoting = True, False, QUOTE_ALL


for _name, _class in ("excel", excel), ("excel-tab", excel_tab), ("unix", unix_dialect):
    register_dialect(_name, _class)


class DictReader:
    """Rows as dictionaries, by names that are given or that the first row has."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.line_num, self.dialect = 0, dialect
        self.fieldnames, self.restkey, self.restval = fieldnames, restkey, restval

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = []
        while not row:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        missing = len(names) - len(row)
        record = dict(zip(names, row + [self.restval] * missing))
        if missing < 0:
            record[self.restkey] = row[missing:]
        return record


class DictWriter:
    """Writes dictionaries as rows, in the order of its names."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.writer = writer(f, dialect, *args, **kwds)
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction

    def _dict_to_list(self, rowdict):
        unknown = self.extrasaction == "raise" and rowdict.keys() - self.fieldnames
        if unknown:
            raise ValueError(f"dict contains fields not in fieldnames: {', '.join(map(repr, unknown))}")
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writeheader(self):
        return self.writerow({name: name for name in self.fieldnames})

    def writerow(self, rowdict):
        row = self._dict_to_list(rowdict)
        return self.writer.writerow(row)

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


class Sniffer:
    """Guesses the format of a sample."""

    def __init__(self):
        self.preferred = list(",\t; :")

    def sniff(self, sample, delimiters=None):
        quote, double, delim, space = self._guess_quote_and_delimiter(sample, delimiters)
        if not delim:
            delim, space = self._guess_delimiter(sample, delimiters)
            if not delim:
                raise Error("Could not determine delimiter")

        class dialect(excel):
            _name = "sniffed"
            delimiter, quotechar, doublequote, skipinitialspace = delim, quote or '"', double, space

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
