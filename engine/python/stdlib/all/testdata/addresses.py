import ipaddress as ip


def attempt(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(repr(list(r) if hasattr(r, "__next__") else r))
    except Exception as e:
        print(type(e).__name__, e)


for text in ("192.0.2.1", "2001:DB8::1", 3221225985, 42540766411282592856903984951653826561, b"\x01\x02\x03\x04", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:0:0:4:0:0:0:8",
             "::ffff:1.2.3.4", "fe80::1%eth0", "2002:c000:204::", "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.a", "1.2.3.1000", "1.2..4", "1.2.3.4/24", "1:2", ":::", "1::2::3",
             "12345::", "g::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:8:9:0", "::1%", -1, 2**128, b"abc"):
    attempt(ip.ip_address, text)
    attempt(ip.IPv4Address, text)
    attempt(ip.IPv6Address, text)
for text in ("10.0.0.0/8", "10.0.0.1/8", "1.2.3.4", "1.2.3.0/255.255.255.0", "1.2.3.0/0.0.0.255", "1.2.3.0/255.0.255.0", "1.2.3.0/33", "1.2.3.0/", "1.2.3.0/24/2", "2001:db8::/32",
             "2001:db8::1/32", ("1.2.3.0", 24), "0.0.0.0/0", "x/8", "1.2.3.4/a"):
    attempt(ip.ip_network, text)
    attempt(ip.ip_network, text, strict=False)
    attempt(ip.ip_interface, text)
    attempt(ip.IPv4Network, text)
n = ip.ip_network("192.168.4.0/28")
print(n, n.netmask, n.hostmask, n.broadcast_address, n.num_addresses, n.prefixlen, n.with_netmask, n.with_hostmask, n[1], n[-1], list(n.hosts())[:3], len(list(n)))
print(list(n.subnets()), list(n.subnets(new_prefix=30)), n.supernet(), n.supernet(new_prefix=8), n.is_private, n.is_global, n.is_multicast)
print(ip.ip_address("192.168.4.3") in n, ip.ip_address("::1") in n, n.overlaps(ip.ip_network("192.168.4.8/29")), n.subnet_of(ip.ip_network("192.168.0.0/16")), n.supernet_of(n))
print(list(n.address_exclude(ip.ip_network("192.168.4.4/30"))), n.compare_networks(n), hash(n) == hash(ip.ip_network("192.168.4.0/28")), n == ip.ip_network("192.168.4.0/28"))
for size in (30, 31, 32):
    print(list(ip.ip_network(f"10.0.0.0/{size}").hosts()))
for call in (lambda: n[99], lambda: n.subnets(new_prefix=8), lambda: n.subnets(prefixlen_diff=9), lambda: n.supernet(new_prefix=30), lambda: n < ip.ip_network("::/0"),
             lambda: ip.ip_address("1.2.3.4") < ip.ip_address("::1"), lambda: ip.ip_address("1.2.3.4") + 5, lambda: ip.ip_address("1.2.3.4") - 5, lambda: ip.ip_address("0.0.0.0") - 1,
             lambda: ip.ip_address("1.2.3.4") < 3, lambda: ip.ip_address("1.2.3.4") == 16909060, lambda: int(ip.ip_address("1.2.3.4")), lambda: ip.ip_network("::/0").supernet(),
             lambda: ip.summarize_address_range(ip.ip_address("10.0.0.1"), ip.ip_address("10.0.0.9")), lambda: ip.summarize_address_range(ip.ip_address("2.0.0.0"), ip.ip_address("1.0.0.0")),
             lambda: ip.collapse_addresses([ip.ip_network("10.0.0.0/25"), ip.ip_network("10.0.0.128/25"), ip.ip_network("10.0.1.0/24"), ip.ip_network("10.0.0.0/30")])):
    attempt(call)
for text in ("127.0.0.1", "10.1.1.1", "8.8.8.8", "224.0.0.1", "169.254.1.1", "0.0.0.0", "240.0.0.1", "100.64.0.1", "::1", "fe80::1", "ff02::1", "2001:4860:4860::8888", "fc00::1", "::"):
    a = ip.ip_address(text)
    print(a, a.version, a.max_prefixlen, a.is_loopback, a.is_private, a.is_global, a.is_multicast, a.is_link_local, a.is_unspecified, a.is_reserved, a.reverse_pointer, a.packed, a.exploded, a.compressed)
i = ip.ip_interface("10.2.3.4/24")
print(repr(i), i.ip, i.network, i.netmask, i.with_prefixlen, i.with_netmask, i.with_hostmask, i == ip.ip_interface("10.2.3.4/24"), i == ip.ip_address("10.2.3.4"))
print(sorted(map(ip.ip_address, ["10.0.0.10", "10.0.0.9", "9.255.0.1"])), f"{ip.ip_address('1.2.3.4'):>12s}|{ip.ip_address('1.2.3.4'):#x}|{ip.ip_address('1.2.3.4'):_b}|{ip.ip_address('::1'):n}")
print(ip.ip_address("::ffff:1.2.3.4").ipv4_mapped, ip.ip_address("2002:c000:204::").sixtofour, ip.ip_address("fe80::1%eth0").scope_id, {ip.ip_address("1.1.1.1"): 1})
attempt(format, ip.ip_address("1.2.3.4"), ">12")
print([ip.ip_network(x).is_private for x in ("0.0.0.0/0", "1.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12")])
