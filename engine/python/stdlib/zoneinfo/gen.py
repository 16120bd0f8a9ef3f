"""Writes zones.bin from the time zone database of the machine, by way of CPython's pure-Python zoneinfo: python3 gen.py

The file is deflated. Inside, numbers are unsigned LEB128 (signed ones zigzag-coded), texts have their length in front:

    number of zones, then for each: name; POSIX rule for the time behind the last transition (may be empty);
        number of types, then for each: offset from UTC and daylight saving in seconds, abbreviation;
        the type before the first transition; the type behind the last where there is no rule;
        number of transitions, then for each: seconds since the one before, doubled and with the lowest bit set when they are
        given in quarters of an hour; type
    number of links, then for each: name, number of its zone
"""

import datetime
import pathlib
import zlib
import zoneinfo
from zoneinfo import _zoneinfo as pure

ZONES = """
UTC Etc/GMT EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT CET MET EET WET
Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Zurich Europe/Helsinki Europe/Warsaw Europe/Moscow
Europe/Istanbul Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Prague
Europe/Budapest Europe/Athens Europe/Lisbon Europe/Dublin Europe/Kyiv Europe/Bucharest Europe/Sofia Europe/Belgrade Europe/Minsk
Atlantic/Reykjavik
America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage Pacific/Honolulu
America/Toronto America/Vancouver America/Halifax America/St_Johns America/Mexico_City America/Sao_Paulo
America/Argentina/Buenos_Aires America/Santiago America/Bogota America/Lima America/Caracas
Asia/Tokyo Asia/Kolkata Asia/Shanghai Asia/Singapore Asia/Dubai Asia/Karachi Asia/Dhaka Asia/Hong_Kong Asia/Taipei Asia/Seoul
Asia/Jakarta Asia/Manila Asia/Bangkok Asia/Ho_Chi_Minh Asia/Kuala_Lumpur Asia/Colombo Asia/Kathmandu Asia/Tehran Asia/Riyadh
Asia/Baghdad Asia/Jerusalem Asia/Almaty Asia/Tashkent Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok
Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Adelaide Australia/Perth Australia/Lord_Howe
Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Fiji Pacific/Kiritimati
Africa/Cairo Africa/Lagos Africa/Nairobi Africa/Johannesburg Africa/Casablanca Africa/Algiers Africa/Accra
""".split() + [f"Etc/GMT{n:+d}" for n in range(-14, 13) if n]

LINKS = """
Etc/UTC=UTC UCT=UTC Etc/UCT=UTC Universal=UTC Etc/Universal=UTC Zulu=UTC Etc/Zulu=UTC
GMT=Etc/GMT GMT0=Etc/GMT GMT+0=Etc/GMT GMT-0=Etc/GMT Greenwich=Etc/GMT Etc/Greenwich=Etc/GMT Etc/GMT0=Etc/GMT Etc/GMT+0=Etc/GMT Etc/GMT-0=Etc/GMT
GB=Europe/London Europe/Belfast=Europe/London Europe/Kiev=Europe/Kyiv Turkey=Europe/Istanbul Asia/Istanbul=Europe/Istanbul
Portugal=Europe/Lisbon Eire=Europe/Dublin Poland=Europe/Warsaw W-SU=Europe/Moscow
Europe/Zagreb=Europe/Belgrade Europe/Ljubljana=Europe/Belgrade Europe/Sarajevo=Europe/Belgrade Europe/Bratislava=Europe/Prague
US/Eastern=America/New_York US/Central=America/Chicago US/Mountain=America/Denver US/Pacific=America/Los_Angeles US/Arizona=America/Phoenix
US/Alaska=America/Anchorage US/Hawaii=Pacific/Honolulu America/Montreal=America/Toronto Canada/Eastern=America/Toronto
Canada/Pacific=America/Vancouver Canada/Atlantic=America/Halifax Canada/Newfoundland=America/St_Johns Mexico/General=America/Mexico_City
Brazil/East=America/Sao_Paulo America/Buenos_Aires=America/Argentina/Buenos_Aires Chile/Continental=America/Santiago
Japan=Asia/Tokyo Asia/Calcutta=Asia/Kolkata PRC=Asia/Shanghai Asia/Chongqing=Asia/Shanghai Singapore=Asia/Singapore Hongkong=Asia/Hong_Kong
ROK=Asia/Seoul ROC=Asia/Taipei Asia/Dacca=Asia/Dhaka Asia/Saigon=Asia/Ho_Chi_Minh Asia/Katmandu=Asia/Kathmandu Iran=Asia/Tehran
Israel=Asia/Jerusalem Asia/Tel_Aviv=Asia/Jerusalem Asia/Kuwait=Asia/Riyadh
Australia/ACT=Australia/Sydney Australia/NSW=Australia/Sydney Australia/Canberra=Australia/Sydney Australia/Victoria=Australia/Melbourne
Australia/Queensland=Australia/Brisbane Australia/South=Australia/Adelaide Australia/West=Australia/Perth NZ=Pacific/Auckland Egypt=Africa/Cairo
""".split()

EPOCH = datetime.datetime(1970, 1, 1)


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed(n):
    return varint(n * 2 if n >= 0 else -n * 2 - 1)


def text(s):
    return varint(len(s)) + s.encode()


def footer(name):
    for root in zoneinfo.TZPATH:
        p = pathlib.Path(root, name)
        if p.exists():
            return p.read_bytes().rstrip(b"\n").rsplit(b"\n", 1)[1].decode()


def zone(name):
    z = pure.ZoneInfo(name)
    times, infos = list(z._trans_utc), list(z._ttinfos)
    after = z._tz_after
    rule = footer(name) if isinstance(after, pure._TZStr) else ""

    def by_rule(t):
        return after.get_trans_info_fromutc(t, (EPOCH + datetime.timedelta(seconds=t)).year)[0]

    while times:
        before = infos[-2] if len(infos) > 1 else z._tti_before
        # The rule alone says enough from the transition before on.
        ruled = rule and by_rule(times[-1]) == infos[-1] and by_rule(times[-1] - 1) == before
        if infos[-1] == before or ruled and len(times) > 1 and by_rule(times[-2]) == before:
            times.pop()
            infos.pop()
        else:
            break
    types = []
    for t in [z._tti_before, *infos, *([] if rule else [after])]:
        if t is not None and t not in types:
            types.append(t)
    out = text(name) + text(rule) + varint(len(types))
    for t in types:
        out += signed(int(t.utcoff.total_seconds())) + signed(int(t.dstoff.total_seconds())) + text(t.tzname)
    out += varint(types.index(z._tti_before) if z._tti_before else 0) + varint(0 if rule else types.index(after))
    out += varint(len(times))
    last = -(2**33)
    for t, info in zip(times, infos):
        d, last = t - last, t
        out += varint(d // 900 * 2 + 1 if d % 900 == 0 else d * 2) + varint(types.index(info))
    return out


data = varint(len(ZONES)) + b"".join(zone(n) for n in ZONES) + varint(len(LINKS))
for link in LINKS:
    name, target = link.split("=")
    assert footer(name) == footer(target), link
    data += text(name) + varint(ZONES.index(target))
c = zlib.compressobj(9, zlib.DEFLATED, -15)
packed = c.compress(data) + c.flush()
pathlib.Path(__file__).with_name("zones.bin").write_bytes(packed)
print(len(ZONES), "zones,", len(LINKS), "links,", len(data), "bytes,", len(packed), "packed")
