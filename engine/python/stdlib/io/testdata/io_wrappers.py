# Texts over bytes, buffers over bytes, and raw streams of the program's own.
import io


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


raw = io.BytesIO("héllo\r\nwörld\nlast".encode())
text = io.TextIOWrapper(raw, encoding="utf-8")
print(text.readable(), text.encoding, text.errors, text.buffer is raw, text.line_buffering)
print(repr(text.read(2)), repr(text.readline()), text.readlines(), repr(text.read()), text.newlines)
print(text.seek(0), [line for line in text])
text.close()
print(raw.closed, text.closed)
attempt(text.read)
attempt(lambda: text.write("x"))

out = io.BytesIO()
with io.TextIOWrapper(out, encoding="latin-1", newline="\r\n", write_through=True) as text:
    print(text.write("é\nz"), out.getvalue())
    text.flush()
    print(out.getvalue(), text.tell())
    attempt(lambda: text.write(b"x"))
    attempt(lambda: text.write("€"))
    print("printed", 1, file=text)
    print(out.getvalue())
text = io.TextIOWrapper(io.BytesIO(b"x"))
print(text.detach().getvalue())
attempt(text.read)
attempt(text.close)

held = io.BytesIO()
text = io.TextIOWrapper(held, encoding="utf-8")
text.write("pending")
print(held.getvalue(), text.flush(), held.getvalue(), text.encoding, repr(text))
attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline="x"))
attempt(lambda: io.TextIOWrapper(io.BytesIO(), encoding="none"))
attempt(lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="ascii").read())
print(io.TextIOWrapper(io.BytesIO(b"a\rb\r\nc"), newline="").readlines())
print(io.TextIOWrapper(io.BytesIO(b"a\rb\r\nc"), newline="\r").readlines())
print(io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="ascii", errors="replace").read())

r = io.BufferedReader(io.BytesIO(b"one\ntwo\nthree"))
print(r.peek(1)[:3], r.read(2), r.readline(), r.tell(), r.readlines(), r.read(), r.seek(4), r.read1(3), r.writable(), r)
attempt(lambda: r.write(b"x"))
sink = io.BytesIO()
w = io.BufferedWriter(sink, 4)
print(w.write(b"ab"), sink.getvalue(), w.write(b"cdef"), w.flush(), sink.getvalue(), w.readable())
attempt(lambda: w.write("x"))
attempt(w.read)
w.close()
print(sink.closed)


class Digits(io.RawIOBase):
    def __init__(self, n):
        self.left = n

    def readable(self):
        return True

    def readinto(self, buffer):
        n = min(len(buffer), self.left)
        buffer[:n] = b"0123456789"[:n]
        self.left -= n
        return n


print(Digits(4).read(), Digits(4).read(3), Digits(5).readall(), io.BufferedReader(Digits(7)).read(), Digits(3).readline())
print(io.TextIOWrapper(io.BufferedReader(Digits(6))).read())
attempt(lambda: io.BufferedWriter(Digits(1)))
attempt(lambda: io.RawIOBase().readinto(bytearray(1)))
