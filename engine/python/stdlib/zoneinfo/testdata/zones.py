from datetime import *
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones
import zoneinfo
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e, type(e).__mro__[1].__name__)
names = '''UTC Europe/London Europe/Berlin Europe/Dublin Europe/Moscow Europe/Istanbul Europe/Lisbon Atlantic/Reykjavik America/New_York America/Chicago America/Sao_Paulo America/Argentina/Buenos_Aires America/St_Johns America/Caracas Asia/Tokyo Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Jerusalem Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Apia Pacific/Kiritimati Africa/Cairo Africa/Casablanca Africa/Johannesburg Etc/GMT+5 Etc/GMT-14 EST5EDT GB US/Pacific Asia/Calcutta'''.split()
seed = 1
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
for n in names:
    try: z = ZoneInfo(n)
    except ZoneInfoNotFoundError as e: print(n, e); continue
    h = 0
    out = []
    for y in list(range(1890, 2050, 1)) + [1, 1800, 2100, 2400, 9998]:
        for k in range(6):
            d = datetime(y, 1 + rnd(12), 1 + rnd(28), rnd(24), rnd(60), rnd(60), fold=rnd(2), tzinfo=z)
            u = datetime(y, 1 + rnd(12), 1 + rnd(28), rnd(24), rnd(60), rnd(60), tzinfo=timezone.utc).astimezone(z)
            r = (d.utcoffset(), d.dst(), d.tzname(), str(u), u.fold, u.dst(), u.tzname())
            out.append(r)
    for i in range(0, len(out), 30):
        x = 0
        for c in str(out[i:i+30]): x = (x * 31 + ord(c)) % 1000000007
        h = (h * 37 + x) % 1000000007
    print(n, h, out[500])
print('transitions')
for n, a in (('Europe/Berlin', datetime(2024,3,31)), ('Europe/Berlin', datetime(2024,10,27)), ('America/New_York', datetime(2024,3,10)), ('America/New_York', datetime(2024,11,3)), ('Europe/Dublin', datetime(2024,10,27)), ('Australia/Lord_Howe', datetime(2024,4,7)), ('Pacific/Auckland', datetime(2030,4,7)), ('Europe/London', datetime(1968,10,27)), ('Europe/Istanbul', datetime(2016,9,7)), ('Pacific/Apia', datetime(2011,12,29)), ('Africa/Casablanca', datetime(2024,3,10))):
    z = ZoneInfo(n)
    for h in range(0, 30):
        for f in (0, 1):
            d = (a + timedelta(minutes=30*h)).replace(tzinfo=z, fold=f)
            u = d.astimezone(timezone.utc)
            print(n, d, f, d.tzname(), d.dst(), u.time(), u.astimezone(z) == d, (a + timedelta(minutes=30*h)).replace(tzinfo=timezone.utc).astimezone(z).fold, end=';')
    print()
t(lambda: ZoneInfo('Mars/Phobos')); t(lambda: ZoneInfo('')); t(lambda: ZoneInfo('/etc/x')); t(lambda: ZoneInfo('../x')); t(lambda: ZoneInfo('a/../b')); t(lambda: ZoneInfo('Europe/')); t(lambda: ZoneInfo('..')); t(lambda: ZoneInfo(5)); t(lambda: ZoneInfo()); t(lambda: ZoneInfo('a','b')); t(lambda: ZoneInfo(foo=1)); t(lambda: ZoneInfo(key='UTC'))
z = ZoneInfo('Europe/Paris')
t(lambda: z); t(lambda: str(z)); t(lambda: z.key); t(lambda: z is ZoneInfo('Europe/Paris')); t(lambda: ZoneInfo.no_cache('Europe/Paris') is z); t(lambda: z == ZoneInfo.no_cache('Europe/Paris')); t(lambda: z.utcoffset(None)); t(lambda: ZoneInfo('UTC').utcoffset(None)); t(lambda: ZoneInfo('UTC').tzname(None)); t(lambda: z.fromutc(5)); t(lambda: z.fromutc(datetime(2020,1,1))); t(lambda: z.utcoffset()); t(lambda: time(1, tzinfo=z)); t(lambda: str(time(1, tzinfo=z))); t(lambda: time(1, tzinfo=z).utcoffset()); t(lambda: time(1, tzinfo=ZoneInfo('UTC')).isoformat())
a = datetime(2024,3,30,12,tzinfo=z); t(lambda: a + timedelta(days=1)); t(lambda: (a + timedelta(days=1)) - a); t(lambda: (a + timedelta(days=1)).astimezone(timezone.utc) - a.astimezone(timezone.utc)); t(lambda: a.isoformat()); t(lambda: repr(a)); t(lambda: f'{a:%Z %z}'); t(lambda: a.timetuple().tm_isdst); t(lambda: datetime(2024,7,1,tzinfo=z).timetuple().tm_isdst)
x = datetime(2024,10,27,2,30,tzinfo=z); y = x.replace(fold=1); t(lambda: x == y); t(lambda: x.utcoffset() == y.utcoffset()); t(lambda: x.astimezone(timezone.utc) == x); t(lambda: hash(x) == hash(y)); t(lambda: y - x); t(lambda: x.timestamp() - y.timestamp()); t(lambda: x < y.astimezone(timezone.utc))
t(lambda: datetime.now(z).tzinfo is z); t(lambda: datetime.fromtimestamp(0, z)); t(lambda: datetime.fromtimestamp(1.7e9, ZoneInfo('Asia/Kolkata'))); t(lambda: datetime.max.replace(tzinfo=timezone.utc).astimezone(ZoneInfo('Asia/Tokyo')))
t(lambda: 'Europe/Paris' in available_timezones()); t(lambda: len(available_timezones()) > 100); t(lambda: isinstance(z, tzinfo)); t(lambda: ZoneInfo.__module__); t(lambda: ZoneInfo); t(lambda: ZoneInfoNotFoundError); t(lambda: ZoneInfo.__name__)
class Z(ZoneInfo): pass
t(lambda: str(Z('Asia/Tokyo'))); t(lambda: datetime(2020,1,1,tzinfo=Z('Asia/Tokyo')).utcoffset()); t(lambda: datetime(2020,1,1,tzinfo=timezone.utc).astimezone(Z('Asia/Tokyo')).hour)
class D(datetime): pass
t(lambda: type(D(2020,1,1,tzinfo=timezone.utc).astimezone(z))); t(lambda: D(2024,10,27,1,30,tzinfo=timezone.utc).astimezone(z).fold)
try: ZoneInfo('Nowhere')
except KeyError as e: print('KeyError', e.args)
