"""hashlib's algorithms."""
import hashlib

for name in sorted(hashlib.algorithms_guaranteed):
    for data in (b"", b"abc", b"x" * 63, b"y" * 128, b"z" * 1000):
        h = hashlib.new(name, data)
        print(name, h.name, h.digest_size, h.block_size, h.hexdigest(20) if name.startswith("shake") else h.hexdigest())
h = hashlib.blake2b(digest_size=16, key=b"secret", salt=b"salt", person=b"me")
h.update(b"one")
c = h.copy()
h.update(b"two" * 100)
print(h.hexdigest(), c.hexdigest(), hashlib.blake2s(b"data", digest_size=5, key=b"k").hexdigest())
s = hashlib.shake_256(b"a")
s.update(b"b")
print(s.digest(4), s.hexdigest(length=3), s.copy().hexdigest(70), s.hexdigest(0))
for bad in (
    lambda: hashlib.blake2b(digest_size=65), lambda: hashlib.blake2s(key=b"x" * 33), lambda: hashlib.blake2b(salt=b"x" * 17), lambda: hashlib.blake2b("text"),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
