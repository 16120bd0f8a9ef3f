import io
s=io.StringIO("a\nb\r\nc"); 
print(repr(s.readline()), repr(s.read()), s.tell(), s.seek(0), list(s))
for f in (lambda: s.write(b"x"), lambda: s.seek(-1), lambda: s.seek(1,1), lambda:s.read("x"), lambda: io.StringIO(b"x"), lambda: s.truncate(-1), lambda: io.BytesIO("x"), lambda: io.BytesIO().write("x"), lambda: s.close() or s.read(), lambda: io.StringIO(newline="x"), lambda: s.fileno(), lambda: io.BytesIO(b"abc").seek(-1), lambda: io.BytesIO(b"abc").seek(1,5), lambda: io.StringIO().seek(0,7), lambda: io.StringIO().detach(), lambda: io.StringIO("x").seek(2,2)):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
s=io.StringIO("a\r\nb\rc\n", newline=None); print(repr(s.getvalue()), s.newlines)
s=io.StringIO("a\r\nb\rc\n", newline=""); print(repr(s.getvalue()), list(s))
s=io.StringIO("a\r\nb\rc\n"); print(repr(s.getvalue()), list(s))
s=io.StringIO(newline="\r\n"); s.write("a\nb"); print(repr(s.getvalue()))
s=io.StringIO(); s.seek(3); s.write("x"); print(repr(s.getvalue()), s.isatty(), s.readable(), s.closed, s.line_buffering, s.encoding, s.errors)
b=io.BytesIO(b"hello"); v=b.getbuffer(); print(b.read(2), b.tell(), b.readline(), b.getvalue(), bytes(v[1:3]), b.readinto(bytearray(2)))
print(io.StringIO.__mro__, io.BytesIO.__mro__, io.SEEK_SET, io.UnsupportedOperation.__mro__)
class S(io.StringIO):
    def write(self, s): return super().write(s.upper())
s=S(); print("hi", file=s); print(s.getvalue()); s.x=1
import contextlib
with contextlib.redirect_stdout(io.StringIO()) as f: print("x")
print(repr(f.getvalue()))
with io.StringIO("q\nr") as f:
    for l in f: print(repr(l))
    print(f.readlines())
