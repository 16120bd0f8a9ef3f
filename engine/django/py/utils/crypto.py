import hashlib
import secrets

RANDOM_STRING_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def get_random_string(length, allowed_chars=RANDOM_STRING_CHARS):
    return "".join(secrets.choice(allowed_chars) for _ in range(length))


def constant_time_compare(val1, val2):
    return secrets.compare_digest(str(val1).encode(), str(val2).encode())


def pbkdf2(password, salt, iterations, dklen=0, digest=None):
    digest = digest or hashlib.sha256
    return hashlib.pbkdf2_hmac(digest().name, str(password).encode(), str(salt).encode(), iterations, dklen or None)


class InvalidAlgorithm(ValueError):
    pass


def salted_hmac(key_salt, value, secret=None, *, algorithm="sha1"):
    import hmac

    from django.conf import settings

    to_bytes = lambda s: s if isinstance(s, bytes) else str(s).encode()
    secret = settings.SECRET_KEY if secret is None else secret
    try:
        hasher = getattr(hashlib, algorithm)
    except AttributeError as e:
        raise InvalidAlgorithm("%r is not an algorithm accepted by the hashlib module." % algorithm) from e
    key = hasher(to_bytes(key_salt) + to_bytes(secret)).digest()
    return hmac.new(key, msg=to_bytes(value), digestmod=algorithm)
