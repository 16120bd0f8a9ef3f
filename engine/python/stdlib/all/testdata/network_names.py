import ipaddress
from urllib.parse import urlsplit

for n in ("192.0.0.0/24", "192.0.0.0/29", "10.0.0.0/8", "0.0.0.0/0", "100.64.0.0/10", "100.0.0.0/9", "172.0.0.0/11", "2001:db8::/32", "2001::/23", "::/0", "8.8.8.0/24"):
    n = ipaddress.ip_network(n)
    print(n, n.is_private, n.is_global)
for url in ("http://[::1]:80/", "http://[x]/", "http://[::1", "http://a]b/", "http://[v1.a]/", "http://[v1]/", "http://[vg.a]/", "//[1.2.3.4]/x", "http://caf\u00e9.example/", "http://netloc\u2100x/", "http://\uff03bad/"):
    try:
        print(urlsplit(url), urlsplit(url).port)
    except ValueError as e:
        print(ascii(url), ascii(str(e)))
