import functools

IPV4LENGTH, IPV6LENGTH = 32, 128


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


def _either(what, address, four, six):
    for cls in (four, six):
        try:
            return cls(address)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    return _either("address", address, IPv4Address, IPv6Address)


def ip_interface(address):
    return _either("interface", address, IPv4Interface, IPv6Interface)


def ip_network(address, strict=True):
    return _either("network", address, lambda a: IPv4Network(a, strict), lambda a: IPv6Network(a, strict))


def v4_int_to_packed(address):
    try:
        return address.to_bytes(4, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4") from None


def v6_int_to_packed(address):
    try:
        return address.to_bytes(16, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6") from None


def _parse4(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    number = 0
    for octet in octets:
        problem = None
        if not octet:
            problem = "Empty octet not permitted"
        elif not (octet.isascii() and octet.isdigit()):
            problem = f"Only decimal digits permitted in {octet!r}"
        elif len(octet) > 3:
            problem = f"At most 3 characters permitted in {octet!r}"
        elif octet != "0" and octet[0] == "0":
            problem = f"Leading zeros are not permitted in {octet!r}"
        elif int(octet) > 255:
            problem = f"Octet {int(octet)} (> 255) not permitted"
        if problem:
            raise AddressValueError(f"{problem} in {text!r}")
        number = number << 8 | int(octet)
    return number


def _show4(number):
    return ".".join(map(str, number.to_bytes(4, "big")))


def _parse6(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError(f"At least 3 parts expected in {text!r}")
    if "." in parts[-1]:
        try:
            last = _parse4(parts.pop())
        except AddressValueError as e:
            raise AddressValueError(f"{e} in {text!r}") from None
        parts += [f"{last >> 16:x}", f"{last & 0xFFFF:x}"]
    if len(parts) > 9:
        raise AddressValueError(f"At most 8 colons permitted in {text!r}")
    gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(gaps) > 1:
        raise AddressValueError(f"At most one '::' permitted in {text!r}")
    if not gaps:
        if len(parts) != 8:
            raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
        if not parts[0]:
            raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
        if not parts[-1]:
            raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
    else:
        front, back = parts[: gaps[0]], parts[gaps[0] + 1 :]
        if not front[0]:
            front = front[1:]
            if front:
                raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
        if not back[-1]:
            back = back[:-1]
            if back:
                raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        missing = 8 - len(front) - len(back)
        if missing < 1:
            raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
        parts = front + ["0"] * missing + back
    number = 0
    for part in parts:
        if not part or not set(part) <= set("0123456789abcdefABCDEF"):
            raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
        if len(part) > 4:
            raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
        number = number << 16 | int(part, 16)
    return number


def _show6(number):
    """The shortest form: the longest run of two or more zeros becomes ::."""
    groups = [f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)]
    best, length = 0, 1
    for start in range(8):
        n = 0
        while start + n < 8 and groups[start + n] == "0":
            n += 1
        if n > length:
            best, length = start, n
    if length < 2:
        return ":".join(groups)
    return ":".join(groups[:best]) + "::" + ":".join(groups[best + length :])


@functools.total_ordering
class _Address:
    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f"{address} (< 0) is not permitted as an IPv{self.version} address")
            if address >> self.max_prefixlen:
                raise AddressValueError(f"{address} (>= 2**{self.max_prefixlen}) is not permitted as an IPv{self.version} address")
            self._ip = int(address)
        elif isinstance(address, bytes):
            if len(address) != self.max_prefixlen // 8:
                raise AddressValueError(f"{address!r} (len {len(address)} != {self.max_prefixlen // 8}) is not permitted as an IPv{self.version} address")
            self._ip = int.from_bytes(address, "big")
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            if self.version == 6 and "%" in text:
                text, _, self._scope_id = text.partition("%")
                if not self._scope_id or "%" in self._scope_id:
                    raise AddressValueError(f'Invalid IPv6 address: "{address!r}"')
            self._ip = self._parse(text)

    def _new(self, number):
        return self._plain(number)

    def __int__(self):
        return self._ip

    def __str__(self):
        return self._show(self._ip) + (f"%{self._scope_id}" if self._scope_id else "")

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __hash__(self):
        return hash(hex(self._ip))

    def __eq__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        return self.version == other.version and self._ip == other._ip and self._scope_id == other._scope_id

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._ip < other._ip

    def __sub__(self, other):
        return self._plain(self._ip - other) if isinstance(other, int) else NotImplemented

    def __add__(self, other):
        return self._plain(self._ip + other) if isinstance(other, int) else NotImplemented

    def __format__(self, fmt):
        if fmt[-1:] in ("", "s"):
            return format(str(self), fmt)
        if fmt[-1] not in "bnxX" or fmt[:-1] not in ("", "#", "_", "#_"):
            return super().__format__(fmt)
        kind, prefix, group = fmt[-1], "#" in fmt, "_" in fmt
        if kind == "n":
            kind = "b" if self.version == 4 else "x"
        width = self.max_prefixlen if kind == "b" else self.max_prefixlen // 4
        if group:
            width += width // 4 - 1
        return f"{self._ip:{'#' if prefix else ''}0{width + 2 * prefix}{'_' if group else ''}{kind}}"

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    @property
    def exploded(self):
        return self._long(self._ip) if self.version == 6 else str(self)

    @property
    def compressed(self):
        return str(self)

    @property
    def reverse_pointer(self):
        if self.version == 4:
            return ".".join(reversed(str(self).split("."))) + ".in-addr.arpa"
        return ".".join(reversed(self.exploded.replace(":", ""))) + ".ip6.arpa"

    def _within(self, *networks):
        return any(self in _network(n) for n in networks)

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_global(self):
        if self.version == 4:
            return not self._within("100.64.0.0/10") and not self.is_private
        return not self.is_private


@functools.cache
def _network(text):
    return ip_network(text)


class _Four:
    __slots__ = ()
    version, max_prefixlen = 4, IPV4LENGTH
    _parse, _show = staticmethod(_parse4), staticmethod(_show4)


class _Six:
    __slots__ = ()
    version, max_prefixlen = 6, IPV6LENGTH
    _parse, _show = staticmethod(_parse6), staticmethod(_show6)

    @staticmethod
    def _long(number):
        return ":".join(f"{number >> shift & 0xFFFF:04x}" for shift in range(112, -1, -16))


class IPv4Address(_Four, _Address):
    __slots__ = ()

    is_multicast = property(lambda self: self._within("224.0.0.0/4"))
    is_reserved = property(lambda self: self._within("240.0.0.0/4"))
    is_loopback = property(lambda self: self._within("127.0.0.0/8"))
    is_link_local = property(lambda self: self._within("169.254.0.0/16"))
    is_private = property(
        lambda self: self._within(
            "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.170/31", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32",
        )
    )


class IPv6Address(_Six, _Address):
    __slots__ = ()

    scope_id = property(lambda self: self._scope_id)
    is_multicast = property(lambda self: self._within("ff00::/8"))
    is_loopback = property(lambda self: self._ip == 1)
    is_link_local = property(lambda self: self._within("fe80::/10"))
    is_site_local = property(lambda self: self._within("fec0::/10"))
    is_reserved = property(
        lambda self: self._within(
            "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3", "a000::/3", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fe00::/9"
        )
    )

    @property
    def is_private(self):
        if self.ipv4_mapped is not None:
            return self.ipv4_mapped.is_private
        return self._within("::1/128", "::/128", "::ffff:0:0/96", "100::/64", "2001::/23", "2001:2::/48", "2001:db8::/32", "2001:10::/28", "fc00::/7", "fe80::/10")

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF)


IPv4Address._plain, IPv6Address._plain = IPv4Address, IPv6Address


def _prefix_of(cls, text):
    """The length that stands behind the slash: a number, or for IPv4 a mask or its opposite."""
    bits = cls.max_prefixlen
    if text is None:
        return bits
    if isinstance(text, int):
        if not 0 <= text <= bits:
            raise NetmaskValueError(f"{text!r} is not a valid netmask")
        return text
    if text.isascii() and text.isdigit() and int(text) <= bits:
        return int(text)
    if cls.version == 4 and not (text.isascii() and text.isdigit()):
        try:
            mask = _parse4(text)
        except AddressValueError:
            mask = None
        if mask is not None:
            for candidate in (mask, mask ^ 0xFFFFFFFF):
                length = candidate.bit_count()
                if candidate == 0xFFFFFFFF << 32 - length & 0xFFFFFFFF:
                    return length
    raise NetmaskValueError(f"{text!r} is not a valid netmask")


def _split(address):
    """The address of what a network or interface is made of, and what is given for its length or mask."""
    if isinstance(address, tuple):
        return address[0], address[1] if len(address) > 1 else None
    if isinstance(address, (int, bytes)):
        return address, None
    host, *rest = str(address).split("/")
    if len(rest) > 1:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return host, rest[0] if rest else None


@functools.total_ordering
class _Network:
    def __init__(self, address, strict=True):
        host, length = _split(address)
        ip = self._plain(host)
        self._prefixlen = _prefix_of(self, length)
        self.network_address = self._plain(int(ip) & int(self.netmask))
        if strict and int(ip) != int(self.network_address):
            raise ValueError(f"{self._given(ip)} has host bits set")

    def _given(self, ip):
        return f"{ip}/{self._prefixlen}"

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __hash__(self):
        return hash((int(self.network_address), self._prefixlen))

    def __eq__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        return self.version == other.version and self.network_address == other.network_address and self._prefixlen == other._prefixlen

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return (self.network_address, self._prefixlen) < (other.network_address, other._prefixlen)

    def __iter__(self):
        for n in range(int(self.network_address), int(self.broadcast_address) + 1):
            yield self._plain(n)

    def hosts(self):
        spare = self.max_prefixlen - self._prefixlen
        if spare < 2:
            return iter(self) if spare else [self._plain(int(self.network_address))]
        first, last = int(self.network_address) + 1, int(self.broadcast_address)
        return map(self._plain, range(first, last if self.version == 4 else last + 1))

    def __getitem__(self, n):
        number = int(self.network_address if n >= 0 else self.broadcast_address) + (n if n >= 0 else n + 1)
        if not int(self.network_address) <= number <= int(self.broadcast_address):
            raise IndexError("address out of range")
        return self._plain(number)

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _Network):
            return False
        return int(other) & int(self.netmask) == int(self.network_address)

    def overlaps(self, other):
        return other.network_address in self or other.broadcast_address in self or self.network_address in other or self.broadcast_address in other

    def _within(self, *networks):
        return any(self.network_address in n and self.broadcast_address in n for n in map(_network, networks))

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def netmask(self):
        bits = self.max_prefixlen
        return self._plain((1 << bits) - (1 << bits - self._prefixlen))

    @property
    def hostmask(self):
        return self._plain((1 << self.max_prefixlen - self._prefixlen) - 1)

    @property
    def broadcast_address(self):
        return self._plain(int(self.network_address) | int(self.hostmask))

    @property
    def num_addresses(self):
        return 1 << self.max_prefixlen - self._prefixlen

    with_prefixlen = property(lambda self: f"{self.network_address}/{self._prefixlen}")
    with_netmask = property(lambda self: f"{self.network_address}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self.network_address}/{self.hostmask}")
    compressed = property(str)
    exploded = property(lambda self: f"{self.network_address.exploded}/{self._prefixlen}")

    def __getattr__(self, name):
        if name == "is_private" and self.version == 4:
            return IPv4Address.is_private.fget(self)
        if name == "is_global":
            shared = self.version == 4 and all(a in _network("100.64.0.0/10") for a in (self.network_address, self.broadcast_address))
            return not shared and not self.is_private
        if name.startswith("is_"):
            return getattr(self.network_address, name) and getattr(self.broadcast_address, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _steps(self, steps, new_prefix, sign, way):
        """How many bits a prefix is to grow (sign 1) or shrink (-1) by: a number of them, or those to a new one."""
        if new_prefix is None:
            return steps
        to_new = sign * (new_prefix - self._prefixlen)
        if to_new < 0:
            raise ValueError(f"new prefix must be {way}")
        if steps != 1:
            raise ValueError("cannot set prefixlen_diff and new_prefix")
        return to_new

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        steps = self._steps(prefixlen_diff, new_prefix, 1, "longer")
        if steps < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + steps
        if length > self.max_prefixlen:
            raise ValueError(f"prefix length diff {length} is invalid for netblock {self}")
        size = 1 << self.max_prefixlen - length
        start = int(self.network_address)
        for n in range(1 << steps):
            yield type(self)((start + n * size, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if not self._prefixlen:
            return self
        steps = self._steps(prefixlen_diff, new_prefix, -1, "shorter")
        if steps > self._prefixlen:
            raise ValueError(f"current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {steps}")
        return type(self)((int(self.network_address), self._prefixlen - steps), strict=False)

    def _inside(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address

    def subnet_of(self, other):
        return self._inside(other)

    def supernet_of(self, other):
        return other._inside(self)

    def compare_networks(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same type")
        a, b = (self.network_address, self._prefixlen), (other.network_address, other._prefixlen)
        return (a > b) - (a < b)

    def address_exclude(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        if not isinstance(other, _Network):
            raise TypeError(f"{other} is not a network object")
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        rest = self
        while rest != other:
            low, high = rest.subnets()
            if other.subnet_of(low):
                yield high
                rest = low
            else:
                yield low
                rest = high


class IPv4Network(_Four, _Network):
    _plain = IPv4Address


class IPv6Network(_Six, _Network):
    _plain = IPv6Address


class _Interface:
    def __init__(self, address):
        host, length = _split(address)
        super().__init__(host)
        self._prefixlen = _prefix_of(self, length)
        self.network = self._networks((int(self), self._prefixlen), strict=False)
        self.netmask, self.hostmask = self.network.netmask, self.network.hostmask

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    def __eq__(self, other):
        same = super().__eq__(other)
        if same is NotImplemented or not same:
            return same
        return isinstance(other, _Interface) and self.network == other.network

    def __lt__(self, other):
        less = super().__lt__(other)
        if less is NotImplemented or not isinstance(other, _Interface):
            return less
        return (self.network, self._ip) < (other.network, other._ip)

    ip = property(lambda self: self._plain(self._ip))
    exploded = property(lambda self: f"{self.ip.exploded}/{self._prefixlen}")
    with_prefixlen = property(lambda self: f"{self.ip}/{self._prefixlen}")
    with_netmask = property(lambda self: f"{self.ip}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self.ip}/{self.hostmask}")


class IPv4Interface(_Interface, IPv4Address):
    _networks = IPv4Network


class IPv6Interface(_Interface, IPv6Address):
    _networks = IPv6Network


def summarize_address_range(first, last):
    if not isinstance(first, _Address) or not isinstance(last, _Address):
        raise TypeError("first and last must be IP addresses, not networks")
    if first.version != last.version:
        raise TypeError(f"{first} and {last} are not of the same version")
    if first > last:
        raise ValueError("last IP address must be greater than first")
    cls, bits = (IPv4Network, 32) if first.version == 4 else (IPv6Network, 128)
    low, high = int(first), int(last)
    while low <= high:
        size = min(bits if low == 0 else (low & -low).bit_length() - 1, (high - low + 1).bit_length() - 1)
        yield cls((low, bits - size))
        low += 1 << size


def collapse_addresses(addresses):
    networks = []
    for a in addresses:
        if isinstance(a, _Address):
            a = (IPv4Network if a.version == 4 else IPv6Network)(int(a))
        if networks and networks[-1].version != a.version:
            raise TypeError(f"{a} and {networks[-1]} are not of the same version")
        networks.append(a)
    out = []
    for n in sorted(set(networks)):
        if out and n.subnet_of(out[-1]):
            continue
        out.append(n)
        while len(out) > 1 and out[-2]._prefixlen == out[-1]._prefixlen and out[-2].supernet() == out[-1].supernet():
            out[-2:] = [out[-1].supernet()]
    return iter(out)


def get_mixed_type_key(obj):
    if isinstance(obj, _Network):
        return (obj.version, obj.network_address, obj.netmask)
    if isinstance(obj, _Address):
        return (obj.version, obj)
    return NotImplemented
