_names = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256")
algorithms_guaranteed = {*_names, "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)

__all__ = (*_names, "blake2b", "blake2s", "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac", "file_digest")


def new(name, data=b"", **kwargs):
    if name in ("blake2b", "blake2s"):
        return globals()[name](data, **kwargs)
    kwargs.pop("usedforsecurity", None)
    if kwargs:
        raise TypeError(f"new() got an unexpected keyword argument {next(iter(kwargs))!r}")
    return _new(name, data)


for _name in _names:
    globals()[_name] = _constructor(_name)


def _refuse(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"hashlib.{name}() is not supported here; use sha256() or sha3_256()")

    function.__name__ = function.__qualname__ = name
    return function


scrypt = _refuse("scrypt")
del _name


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = _new(hash_name, b"").digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    return _pbkdf2(hash_name, bytes(password), bytes(salt), iterations, dklen)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    result = new(digest) if isinstance(digest, str) else digest()
    while chunk := fileobj.read(_bufsize):
        result.update(chunk)
    return result
