# zlib and gzip: what comes back is what went in. The compressed bytes themselves are not CPython's.
import gzip
import io
import zlib


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


data = b"the same words, the same words, " * 100
for level in (-1, 0, 1, 6, 9):
    for wbits in (15, -15, 31):
        packed = zlib.compress(data, level, wbits)
        assert zlib.decompress(packed, wbits) == data and (level == 0 or len(packed) < 100)
print(zlib.compress(b"")[:2], zlib.decompress(zlib.compress(b"")), zlib.decompress(zlib.compress(data, wbits=31), 47) == data)
print(zlib.crc32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.adler32(b"hello"), zlib.adler32(b"lo", zlib.adler32(b"hel")), zlib.crc32(b""), zlib.adler32(b""))
c = zlib.compressobj()
parts = c.compress(data[:50]) + c.compress(data[50:]) + c.flush()
d = zlib.decompressobj()
out = d.decompress(parts[:10]) + d.decompress(parts[10:] + b"rest")
print(out == data, d.eof, d.unused_data, d.unconsumed_tail, d.flush())
d = zlib.decompressobj()
out, n = d.decompress(parts, 40), 1
while d.unconsumed_tail:
    out += d.decompress(d.unconsumed_tail, 1000)
print((out + d.flush()) == data, d.eof)
attempt(lambda: zlib.decompress(b"not compressed"))
attempt(lambda: zlib.decompress(zlib.compress(data)[:-5]))
attempt(lambda: zlib.decompress(zlib.compress(data)[:-1] + b"\0"))
attempt(lambda: zlib.decompress(b""))
attempt(lambda: zlib.decompress("text"))
attempt(lambda: zlib.compress("text"))
attempt(lambda: zlib.compress(b"", 10))
attempt(lambda: zlib.crc32("text"))
attempt(lambda: zlib.compressobj(level=10))
attempt(lambda: zlib.decompressobj().decompress(b"x", -1))
print(zlib.error.__mro__, zlib.MAX_WBITS, zlib.Z_BEST_COMPRESSION)

packed = gzip.compress(data, mtime=0)
print(packed[:10], gzip.decompress(packed) == data, gzip.decompress(packed + gzip.compress(b"!")) == data + b"!", gzip.decompress(b""))
attempt(lambda: gzip.decompress(b"junk"))
attempt(lambda: gzip.decompress(packed[:-9]))
attempt(lambda: gzip.decompress(packed[:-8] + bytes(8)))
buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode="wb") as f:
    print(f.write(b"line one\n"), f.write(b"line two\n"), f.tell(), f.writable(), f.readable())
buffer.seek(0)
with gzip.GzipFile(fileobj=buffer) as f:
    print(f.read(4), f.readline(), f.peek(4)[:4], f.readlines(), f.read(), f.seek(0), list(f))
    attempt(lambda: f.write(b"x"))
attempt(lambda: f.read())
text = io.BytesIO()
with gzip.open(text, "wt", encoding="utf-8") as f:
    f.write("héllo\nwörld\n")
text.seek(0)
with gzip.open(text, "rt", encoding="utf-8") as f:
    print(f.readlines())
attempt(lambda: gzip.open(5))
attempt(lambda: gzip.open(text, "rbt"))
