import base64, binascii, hashlib, hmac, secrets, struct


def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


data = bytes(range(256))
for n in (0, 1, 2, 3, 4, 5, 6, 7, 10):
    d = data[250 - n : 250]
    for enc, dec in ((base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode), (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode), (base64.a85encode, base64.a85decode), (base64.b32hexencode, base64.b32hexdecode)):
        e = enc(d)
        print(e, dec(e) == d, dec(e.decode()) == d)
for bad in ("abc", "a", "ab=c", "a===", "YQ", "YQ==YQ==", "Y Q = =", b"\xff", "é", 3, "!!!!", "=", "YWJj=", "YWJjZA=", "YWJjZ"):
    show(base64.b64decode, bad)
    show(base64.b64decode, bad, validate=True)
show(base64.b64encode, "x")
show(base64.b64encode, b"\xfb\xff", b"-_")
show(base64.encodebytes, b"x" * 60)
show(base64.b32decode, "ABC")
show(base64.b32decode, "mzxw6===", casefold=True)
show(base64.b16decode, "ab")
show(base64.b85decode, "ab c")
show(base64.a85encode, b"\0\0\0\0    ", foldspaces=True, adobe=True, wrapcol=4)
show(binascii.hexlify, b"\x01\xab", "-")
show(binascii.unhexlify, "abc")
show(binascii.unhexlify, "zz")
show(binascii.crc32, b"hello")
show(binascii.crc32, b"lo", binascii.crc32(b"hel"))
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"):
    h = getattr(hashlib, name)(b"abc")
    c = h.copy()
    c.update(b"def")
    print(name, h.hexdigest(), h.digest_size, h.block_size, h.name, c.hexdigest() == hashlib.new(name, b"abcdef").hexdigest())
show(hashlib.md5, "abc")
show(hashlib.new, "nope")
show(hashlib.sha256, 3)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10).hex(), hashlib.sha256(usedforsecurity=False).hexdigest())
m = hmac.new(b"key", b"msg", "sha256")
m2 = m.copy()
m2.update(b"x")
print(m.hexdigest(), m.name, m.digest_size, m.block_size, m2.hexdigest(), hmac.digest(b"k" * 100, b"m", "md5").hex())
show(hmac.new, "key", b"m", "sha1")
show(hmac.new, b"key", b"m")
print(hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
print(len(secrets.token_bytes()), len(secrets.token_hex(8)), len(secrets.token_urlsafe(9)), 0 <= secrets.randbelow(5) < 5, secrets.choice([1]), secrets.randbits(3) < 8)
for fmt, *args in (("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4294967295, -4, 2**64 - 1), (">hi", 1, 2), ("@bi", 1, 2), ("bhl", 1, 2, 3), ("3s5s", b"ab", b"abcdefg"), ("5p", b"abc"), ("c?", b"x", True), ("<efd", 1.5, 0.1, 0.1), ("!2H2x", 1, 2), ("", ), ("0s", b""), ("<e", 65504.0), ("<e", 6e-8), ("<2i", 1, 2), ("<n", 1), ("<l", 5), ("l", 5), ("i i", 1, 2)):
    show(struct.pack, fmt, *args)
    show(struct.calcsize, fmt)
    try:
        print(struct.unpack(fmt, struct.pack(fmt, *args)))
    except Exception as e:
        print(type(e).__name__, e)
for fmt, *args in (("b", 128), ("B", -1), ("h", 40000), ("H", -1), ("i", 2**31), ("I", -1), ("q", 2**63), ("Q", 2**64), ("b", "x"), ("b", 1.5), ("f", "x"), ("c", b"ab"), ("c", "a"), ("s", "a"), ("bb", 1), ("z", 1), ("3", ), ("f", 1e40), ("e", 1e6), ("B", 300)):
    show(struct.pack, fmt, *args)
show(struct.unpack, "<i", b"abc")
show(struct.unpack_from, "<h", b"abcd", 1)
show(struct.unpack_from, "<i", b"abcd", 1)
print(list(struct.iter_unpack("<H", b"\x01\0\x02\0")))
show(struct.iter_unpack, "<H", b"abc")
b = bytearray(6)
struct.pack_into("<H", b, 2, 513)
s = struct.Struct("<hh")
print(b, s.size, s.format, s.pack(1, 2), s.unpack(b"\x01\0\x02\0"))
show(struct.pack_into, "<i", b, 4, 1)
