"""How passwords are kept: algorithm$...$salt$hash."""

import functools
import hashlib
from base64 import b64encode
from math import ceil, log2

from asgiref.sync import sync_to_async

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import crypto
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

UNUSABLE_PASSWORD_PREFIX, UNUSABLE_PASSWORD_SUFFIX_LENGTH = "!", 40


def is_password_usable(encoded):
    return not (encoded or "").startswith(UNUSABLE_PASSWORD_PREFIX)


def _hasher_of(encoded):
    """The hasher that a stored password is from; None when no password can be right."""
    if not is_password_usable(encoded):
        return None
    try:
        return identify_hasher(encoded)
    except ValueError:
        return None


def verify_password(password, encoded, preferred="default"):
    """Two booleans: whether the password is right, and whether it ought to be hashed anew."""
    wanted = get_hasher(preferred)
    used = None if password is None else _hasher_of(encoded)
    if used is None:
        # As long as a real check takes, so that the time tells nothing.
        make_password(get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH))
        return False, False
    same = used.algorithm == wanted.algorithm
    outdated = not same or wanted.must_update(encoded)
    right = used.verify(password, encoded)
    if same and outdated and not right:
        used.harden_runtime(password, encoded)
    return right, outdated


def _is_to_set(setter, verdict):
    return setter and all(verdict)


def check_password(password, encoded, setter=None, preferred="default"):
    verdict = verify_password(password, encoded, preferred)
    if _is_to_set(setter, verdict):
        setter(password)
    return verdict[0]


async def acheck_password(password, encoded, setter=None, preferred="default"):
    # Hashing takes a while and needs no connection: any thread will do.
    verdict = await sync_to_async(verify_password, thread_sensitive=False)(password, encoded, preferred)
    if _is_to_set(setter, verdict):
        await setter(password)
    return verdict[0]


def make_password(password, salt=None, hasher="default"):
    if isinstance(password, (str, bytes)):
        chosen = get_hasher(hasher)
        return chosen.encode(password, salt if salt else chosen.salt())
    if password is not None:
        raise TypeError(f"Password must be a string or bytes, got {type(password).__qualname__}.")
    return UNUSABLE_PASSWORD_PREFIX + get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH)


def _made(path):
    made = import_string(path)()
    if made.algorithm:
        return made
    raise ImproperlyConfigured(f"hasher doesn't specify an algorithm name: {path}")


@functools.lru_cache
def _load(paths):
    return [_made(path) for path in paths]


def get_hashers():
    return _load(tuple(settings.PASSWORD_HASHERS))


def get_hashers_by_algorithm():
    return {known.algorithm: known for known in get_hashers()}


def get_hasher(algorithm="default"):
    if hasattr(algorithm, "algorithm"):
        return algorithm
    found = get_hashers()[0] if algorithm == "default" else get_hashers_by_algorithm().get(algorithm)
    if found is None:
        raise ValueError(f"Unknown password hashing algorithm '{algorithm}'. Did you specify it in the PASSWORD_HASHERS setting?")
    return found


# Passwords of old, without a salt: how long they are, how they begin, and what their hasher is called.
_unsalted = (37, "md5$$", "unsalted_md5"), (46, "sha1$$", "unsalted_sha1")


def identify_hasher(encoded):
    size = len(encoded)
    first, dollar, _rest = encoded.partition("$")
    if size == 32 and not dollar:
        first = "unsalted_md5"
    for length, start, algorithm in _unsalted:
        if size == length and encoded.startswith(start):
            first = algorithm
    return get_hasher(first)


def mask_hash(hash, show=6, char="*"):
    hidden = max(0, len(hash) - show)
    return hash[:show] + hidden * char


_bits_of_a_character = log2(len(crypto.RANDOM_STRING_CHARS))


def must_update_salt(salt, expected_entropy):
    return expected_entropy > _bits_of_a_character * len(salt)


def _text(password):
    return password.decode() if isinstance(password, bytes) else str(password)


class BasePasswordHasher:
    """What every hasher has: encode(), decode(), verify(), must_update() and safe_summary()."""

    algorithm = library = None
    salt_entropy = 128

    def _left_open(self, method, stop=""):
        raise NotImplementedError(f"subclasses of BasePasswordHasher must provide {method}() method{stop}")

    def encode(self, password, salt):
        self._left_open("an encode")

    def decode(self, encoded):
        self._left_open("a decode", ".")

    def verify(self, password, encoded):
        self._left_open("a verify")

    def safe_summary(self, encoded):
        self._left_open("a safe_summary")

    def must_update(self, encoded):
        return False

    def harden_runtime(self, password, encoded):
        import warnings

        warnings.warn("subclasses of BasePasswordHasher should provide a harden_runtime() method")

    def salt(self):
        return get_random_string(ceil(self.salt_entropy / _bits_of_a_character), crypto.RANDOM_STRING_CHARS)

    def _check_encode_args(self, password, salt):
        if password is None:
            raise TypeError("password must be provided.")
        if not salt or "$" in _text(salt):
            raise ValueError("salt must be provided and cannot contain $.")

    def _load_library(self):
        own = type(self).__name__
        if self.library is None:
            raise ValueError(f"Hasher {own!r} doesn't specify a library attribute")
        module = self.library if isinstance(self.library, str) else self.library[-1]
        raise ValueError(f"Couldn't load {own!r} algorithm library: No module named {module!r}")


class _Salted(BasePasswordHasher):
    """One that keeps algorithm$salt$hash, with more parts between where `parts` names them."""

    parts = "salt", "hash"
    shown = {}  # how many characters of a part are shown, where it is not six

    def decode(self, encoded):
        algorithm, *values = encoded.split("$", len(self.parts))
        assert algorithm == self.algorithm
        decoded = dict(zip(self.parts, values), algorithm=algorithm)
        if "iterations" in decoded:
            decoded["iterations"] = int(decoded["iterations"])
        return {part: decoded[part] for part in sorted(decoded)}

    def verify(self, password, encoded):
        decoded = self.decode(encoded)
        how = [decoded[part] for part in ("salt", "iterations") if part in decoded]
        return crypto.constant_time_compare(self.encode(password, *how), encoded)

    def safe_summary(self, encoded):
        decoded = self.decode(encoded)
        secret = {part: mask_hash(decoded[part], self.shown.get(part, 6)) for part in ("salt", "hash")}
        return {_(part): secret.get(part, decoded[part]) for part in ("algorithm", *self.parts)}

    def must_update(self, encoded):
        return must_update_salt(self.decode(encoded)["salt"], self.salt_entropy)


class PBKDF2PasswordHasher(_Salted):
    algorithm = "pbkdf2_sha256"
    parts = "iterations", "salt", "hash"
    digest = hashlib.sha256
    iterations = 1_000_000

    def encode(self, password, salt, iterations=None):
        self._check_encode_args(password, salt)
        rounds = iterations or self.iterations
        salt = _text(salt)
        derived = crypto.pbkdf2(_text(password), salt, rounds, digest=self.digest)
        return f"{self.algorithm}${rounds}${salt}${b64encode(derived).decode('ascii')}"

    def must_update(self, encoded):
        return self.decode(encoded)["iterations"] != self.iterations or super().must_update(encoded)

    def harden_runtime(self, password, encoded):
        decoded = self.decode(encoded)
        missing = self.iterations - decoded["iterations"]
        if missing > 0:
            self.encode(password, decoded["salt"], missing)


class PBKDF2SHA1PasswordHasher(PBKDF2PasswordHasher):
    algorithm, digest = "pbkdf2_sha1", hashlib.sha1


class QuickPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """The playground's own choice in settings.PASSWORD_HASHERS: the same algorithm with fewer rounds, since a million of them take a phone seconds."""

    iterations = 1_000


class MD5PasswordHasher(_Salted):
    """Fast and weak: for tests."""

    algorithm = "md5"
    shown = {"salt": 2}

    def encode(self, password, salt):
        self._check_encode_args(password, salt)
        salt = _text(salt)
        digest = hashlib.md5(f"{salt}{_text(password)}".encode())
        return "$".join((self.algorithm, salt, digest.hexdigest()))

    def harden_runtime(self, password, encoded):
        pass  # there are no rounds to add


class _NeedsLibrary(BasePasswordHasher):
    """A hasher whose C library the playground has not."""

    def verify(self, password, encoded):
        self._load_library()

    def encode(self, password, salt):
        self._load_library()


class Argon2PasswordHasher(_NeedsLibrary):
    algorithm = library = "argon2"


class ScryptPasswordHasher(_NeedsLibrary):
    algorithm = library = "scrypt"


class BCryptSHA256PasswordHasher(_NeedsLibrary):
    algorithm, library = "bcrypt_sha256", ("bcrypt", "bcrypt")


class BCryptPasswordHasher(_NeedsLibrary):
    algorithm, library = "bcrypt", ("bcrypt", "bcrypt")
