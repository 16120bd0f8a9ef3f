"""How passwords are kept: algorithm$...$salt$hash."""

import base64
import functools
import hashlib
import math

from asgiref.sync import sync_to_async

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import RANDOM_STRING_CHARS, constant_time_compare, get_random_string, pbkdf2
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

UNUSABLE_PASSWORD_PREFIX = "!"
UNUSABLE_PASSWORD_SUFFIX_LENGTH = 40


def is_password_usable(encoded):
    return encoded is None or not encoded.startswith(UNUSABLE_PASSWORD_PREFIX)


def verify_password(password, encoded, preferred="default"):
    """Two booleans: whether the password is right, and whether it ought to be hashed anew."""
    fake_runtime = password is None or not is_password_usable(encoded)
    preferred = get_hasher(preferred)
    try:
        hasher = identify_hasher(encoded)
    except ValueError:
        fake_runtime = True
    if fake_runtime:
        # As long as a real check takes, so that the time tells nothing.
        make_password(get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH))
        return False, False
    hasher_changed = hasher.algorithm != preferred.algorithm
    must_update = hasher_changed or preferred.must_update(encoded)
    is_correct = hasher.verify(password, encoded)
    if not is_correct and not hasher_changed and must_update:
        hasher.harden_runtime(password, encoded)
    return is_correct, must_update


def check_password(password, encoded, setter=None, preferred="default"):
    is_correct, must_update = verify_password(password, encoded, preferred=preferred)
    if setter and is_correct and must_update:
        setter(password)
    return is_correct


async def acheck_password(password, encoded, setter=None, preferred="default"):
    is_correct, must_update = await sync_to_async(verify_password, thread_sensitive=False)(password, encoded, preferred=preferred)
    if setter and is_correct and must_update:
        await setter(password)
    return is_correct


def make_password(password, salt=None, hasher="default"):
    if password is None:
        return UNUSABLE_PASSWORD_PREFIX + get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
    if not isinstance(password, (bytes, str)):
        raise TypeError("Password must be a string or bytes, got %s." % type(password).__qualname__)
    hasher = get_hasher(hasher)
    return hasher.encode(password, salt or hasher.salt())


@functools.lru_cache
def _load(paths):
    hashers = []
    for hasher_path in paths:
        hasher = import_string(hasher_path)()
        if not getattr(hasher, "algorithm"):
            raise ImproperlyConfigured("hasher doesn't specify an algorithm name: %s" % hasher_path)
        hashers.append(hasher)
    return hashers


def get_hashers():
    return _load(tuple(settings.PASSWORD_HASHERS))


def get_hashers_by_algorithm():
    return {hasher.algorithm: hasher for hasher in get_hashers()}


def get_hasher(algorithm="default"):
    if hasattr(algorithm, "algorithm"):
        return algorithm
    if algorithm == "default":
        return get_hashers()[0]
    try:
        return get_hashers_by_algorithm()[algorithm]
    except KeyError:
        raise ValueError(f"Unknown password hashing algorithm '{algorithm}'. Did you specify it in the PASSWORD_HASHERS setting?")


def identify_hasher(encoded):
    if (len(encoded) == 32 and "$" not in encoded) or (len(encoded) == 37 and encoded.startswith("md5$$")):
        algorithm = "unsalted_md5"
    elif len(encoded) == 46 and encoded.startswith("sha1$$"):
        algorithm = "unsalted_sha1"
    else:
        algorithm = encoded.split("$", 1)[0]
    return get_hasher(algorithm)


def mask_hash(hash, show=6, char="*"):
    return hash[:show] + char * len(hash[show:])


def must_update_salt(salt, expected_entropy):
    return len(salt) * math.log2(len(RANDOM_STRING_CHARS)) < expected_entropy


def _text(password):
    return password.decode() if isinstance(password, bytes) else str(password)


class BasePasswordHasher:
    """What every hasher has: encode(), decode(), verify(), must_update() and safe_summary()."""

    algorithm = None
    library = None
    salt_entropy = 128

    def _load_library(self):
        if self.library is None:
            raise ValueError("Hasher %r doesn't specify a library attribute" % self.__class__.__name__)
        name = self.library[-1] if isinstance(self.library, (tuple, list)) else self.library
        raise ValueError(f"Couldn't load {self.__class__.__name__!r} algorithm library: No module named {name!r}")

    def salt(self):
        return get_random_string(math.ceil(self.salt_entropy / math.log2(len(RANDOM_STRING_CHARS))), allowed_chars=RANDOM_STRING_CHARS)

    def verify(self, password, encoded):
        raise NotImplementedError("subclasses of BasePasswordHasher must provide a verify() method")

    def _check_encode_args(self, password, salt):
        if password is None:
            raise TypeError("password must be provided.")
        if not salt or "$" in _text(salt):
            raise ValueError("salt must be provided and cannot contain $.")

    def encode(self, password, salt):
        raise NotImplementedError("subclasses of BasePasswordHasher must provide an encode() method")

    def decode(self, encoded):
        raise NotImplementedError("subclasses of BasePasswordHasher must provide a decode() method.")

    def safe_summary(self, encoded):
        raise NotImplementedError("subclasses of BasePasswordHasher must provide a safe_summary() method")

    def must_update(self, encoded):
        return False

    def harden_runtime(self, password, encoded):
        import warnings

        warnings.warn("subclasses of BasePasswordHasher should provide a harden_runtime() method")


class PBKDF2PasswordHasher(BasePasswordHasher):
    algorithm = "pbkdf2_sha256"
    iterations = 1_000_000
    digest = hashlib.sha256

    def encode(self, password, salt, iterations=None):
        self._check_encode_args(password, salt)
        iterations = iterations or self.iterations
        password, salt = _text(password), _text(salt)
        hash = base64.b64encode(pbkdf2(password, salt, iterations, digest=self.digest)).decode("ascii").strip()
        return "%s$%d$%s$%s" % (self.algorithm, iterations, salt, hash)

    def decode(self, encoded):
        algorithm, iterations, salt, hash = encoded.split("$", 3)
        assert algorithm == self.algorithm
        return {"algorithm": algorithm, "hash": hash, "iterations": int(iterations), "salt": salt}

    def verify(self, password, encoded):
        decoded = self.decode(encoded)
        return constant_time_compare(encoded, self.encode(password, decoded["salt"], decoded["iterations"]))

    def safe_summary(self, encoded):
        decoded = self.decode(encoded)
        return {
            _("algorithm"): decoded["algorithm"], _("iterations"): decoded["iterations"],
            _("salt"): mask_hash(decoded["salt"]), _("hash"): mask_hash(decoded["hash"]),
        }

    def must_update(self, encoded):
        decoded = self.decode(encoded)
        return decoded["iterations"] != self.iterations or must_update_salt(decoded["salt"], self.salt_entropy)

    def harden_runtime(self, password, encoded):
        decoded = self.decode(encoded)
        extra_iterations = self.iterations - decoded["iterations"]
        if extra_iterations > 0:
            self.encode(password, decoded["salt"], extra_iterations)


class PBKDF2SHA1PasswordHasher(PBKDF2PasswordHasher):
    algorithm = "pbkdf2_sha1"
    digest = hashlib.sha1


class QuickPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """The playground's own choice in settings.PASSWORD_HASHERS: the same algorithm with fewer rounds, since a million of them take a phone seconds."""

    iterations = 1_000


class MD5PasswordHasher(BasePasswordHasher):
    """Fast and weak: for tests."""

    algorithm = "md5"

    def encode(self, password, salt):
        self._check_encode_args(password, salt)
        hash = hashlib.md5((_text(salt) + _text(password)).encode()).hexdigest()
        return "%s$%s$%s" % (self.algorithm, _text(salt), hash)

    def decode(self, encoded):
        algorithm, salt, hash = encoded.split("$", 2)
        assert algorithm == self.algorithm
        return {"algorithm": algorithm, "hash": hash, "salt": salt}

    def verify(self, password, encoded):
        decoded = self.decode(encoded)
        return constant_time_compare(encoded, self.encode(password, decoded["salt"]))

    def safe_summary(self, encoded):
        decoded = self.decode(encoded)
        return {_("algorithm"): decoded["algorithm"], _("salt"): mask_hash(decoded["salt"], show=2), _("hash"): mask_hash(decoded["hash"])}

    def must_update(self, encoded):
        return must_update_salt(self.decode(encoded)["salt"], self.salt_entropy)

    def harden_runtime(self, password, encoded):
        pass


class _NeedsLibrary(BasePasswordHasher):
    """A hasher whose C library the playground has not."""

    def encode(self, password, salt):
        self._load_library()

    def verify(self, password, encoded):
        self._load_library()


class Argon2PasswordHasher(_NeedsLibrary):
    algorithm = "argon2"
    library = "argon2"


class BCryptSHA256PasswordHasher(_NeedsLibrary):
    algorithm = "bcrypt_sha256"
    library = ("bcrypt", "bcrypt")


class BCryptPasswordHasher(_NeedsLibrary):
    algorithm = "bcrypt"
    library = ("bcrypt", "bcrypt")


class ScryptPasswordHasher(_NeedsLibrary):
    algorithm = "scrypt"
    library = "scrypt"
