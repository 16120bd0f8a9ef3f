# Colours in other systems than RGB; every part is a float from 0 to 1 (I and Q aside).
__all__ = ["rgb_to_yiq", "yiq_to_rgb", "rgb_to_hls", "hls_to_rgb", "rgb_to_hsv", "hsv_to_rgb"]


def rgb_to_yiq(r, g, b):
    y = 0.30 * r + 0.59 * g + 0.11 * b
    red, blue = r - y, b - y
    return y, 0.74 * red - 0.27 * blue, 0.48 * red + 0.41 * blue


_FROM_IQ = (0.9468822170900693, 0.6235565819861433), (-0.27478764629897834, -0.6356910791873801), (-1.1085450346420322, 1.7090069284064666)


def yiq_to_rgb(y, i, q):
    return tuple([min(max(y + a * i + b * q, 0.0), 1.0) for a, b in _FROM_IQ])


def _hue(r, g, b, high, spread):
    rc, gc, bc = (high - r) / spread, (high - g) / spread, (high - b) / spread
    if r == high:
        h = bc - gc
    elif g == high:
        h = 2.0 + rc - bc
    else:
        h = 4.0 + gc - rc
    return (h / 6.0) % 1.0


def rgb_to_hls(r, g, b):
    high, low = max(r, g, b), min(r, g, b)
    total, spread = high + low, high - low
    l = total / 2.0
    if low == high:
        return 0.0, l, 0.0
    s = spread / total if l <= 0.5 else spread / (2.0 - high - low)
    return _hue(r, g, b, high, spread), l, s


def hls_to_rgb(h, l, s):
    if s == 0.0:
        return (l,) * 3
    high = l * (1.0 + s) if l <= 0.5 else l + s - l * s
    low = 2.0 * l - high
    return tuple([_part(low, high, hue) for hue in (h + 1.0 / 3.0, h, h - 1.0 / 3.0)])


def _part(low, high, hue):
    hue %= 1.0
    if hue >= 2.0 / 3.0:
        return low
    if 1.0 / 6.0 <= hue < 0.5:
        return high
    return low + (high - low) * (hue if hue < 0.5 else 2.0 / 3.0 - hue) * 6.0


def rgb_to_hsv(r, g, b):
    high, low = max(r, g, b), min(r, g, b)
    if low == high:
        return 0.0, 0.0, high
    return _hue(r, g, b, high, high - low), (high - low) / high, high


def hsv_to_rgb(h, s, v):
    if s == 0.0:
        return (v,) * 3
    sector = int(h * 6.0)
    within = h * 6.0 - sector
    p, q, t = (v * (1.0 - s * part) for part in (1.0, within, 1.0 - within))
    return ((v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q))[sector % 6]
