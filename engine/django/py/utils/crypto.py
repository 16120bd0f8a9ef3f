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
