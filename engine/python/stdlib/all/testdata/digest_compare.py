import hmac
import struct

for pair in (("a", b"a"), (b"a", "a"), ("a", 1), (1, "a"), (1, b"a"), (b"a", 1), ("é", "é"), ("a", "a"), (b"a", bytearray(b"a")), (b"a", b"b")):
    try:
        print(hmac.compare_digest(*pair))
    except TypeError as e:
        print(pair, e)
try:
    struct.pack_into("<i", b"abcd", 0, 1)
except TypeError as e:
    print(e)
print(repr(struct.Struct("i")).split(" at ")[0])
