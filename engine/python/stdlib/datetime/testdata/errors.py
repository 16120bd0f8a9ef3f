import datetime as d
from datetime import *
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
t(lambda: date.today()+1); t(lambda: date.today().foo); t(lambda: date.foo); t(lambda: date.today()<1)
t(lambda: timedelta(1)//0); t(lambda: timedelta(1)/timedelta(0)); t(lambda: timedelta(1)/0); t(lambda: timedelta(1)/0.0); t(lambda: timedelta(1)%timedelta(0)); t(lambda: timedelta(1)//timedelta(0));t(lambda: divmod(timedelta(1),timedelta(0)))
t(lambda: date(2020,1,5)-datetime(2020,1,1)); t(lambda: datetime(2020,1,1)-date(2020,1,1)); t(lambda: date(2020,1,1)==datetime(2020,1,1)); t(lambda: date(2020,1,1)<datetime(2020,1,1))
t(lambda: date()); t(lambda: date(1,2)); t(lambda: date(1,2,3,4)); t(lambda: date(1,2,x=4)); t(lambda: date(1,2,2.5)); t(lambda: date(2**40,2,2)); t(lambda: date(2**80,2,2)); t(lambda: datetime(1,1,1,1,1,1,1,None,1)); t(lambda: datetime(1,1,1,1,1,1,1,None,1,1)); t(lambda: date('a',1,1)); t(lambda: datetime(1,1,1,tzinfo=5)); t(lambda: date(1,2,3,day=4)); t(lambda: date(1,2,day=4,month=2))
t(lambda: timedelta('a')); t(lambda: timedelta(10**10)); t(lambda: timedelta(10**20)); t(lambda: timedelta(float('inf'))); t(lambda: timedelta(float('nan'))); t(lambda: timedelta(foo=1)); t(lambda: timedelta(1,2,3,4,5,6,7,8))
t(lambda: timezone(1)); t(lambda: timezone(timedelta(1))); t(lambda: timezone(timedelta(1),5)); t(lambda: timezone(timedelta(0),5)); t(lambda: timezone()); t(lambda: timezone(timedelta(0),'x','y'));
t(lambda: date.fromisoformat(1)); t(lambda: date.fromisoformat('x')); t(lambda: datetime.fromisoformat('')); t(lambda: datetime.now(5)); t(lambda: datetime.now(5,6)); t(lambda: datetime(2020,1,1).replace(2021,13)); t(lambda: datetime(2020,1,1).replace(foo=1))
t(lambda: datetime.combine(1,2)); t(lambda: datetime.combine(date(2020,1,1))); t(lambda: datetime.combine(date(2020,1,1),2)); t(lambda: datetime.combine(date(2020,1,1),time(1,2),5))
t(lambda: datetime.fromtimestamp('x')); t(lambda: datetime.fromtimestamp(1e20)); t(lambda: datetime.fromtimestamp(1e12)); t(lambda: datetime.fromtimestamp(float('nan'))); t(lambda: datetime.fromtimestamp(float('inf'))); t(lambda: datetime.fromtimestamp(10**30)); t(lambda: datetime.fromtimestamp()); t(lambda: date.fromtimestamp(1e12)); t(lambda: datetime.fromtimestamp(-1e11)); t(lambda: datetime.fromtimestamp(253402300800)); t(lambda: datetime.fromtimestamp(253402300800, timezone.utc)); t(lambda: datetime.fromtimestamp(-62135596801, timezone.utc)); t(lambda: datetime.fromtimestamp(10**17))
t(lambda: date.fromordinal(0)); t(lambda: date.fromordinal(10**7)); t(lambda: date.fromordinal('a')); t(lambda: date.fromisocalendar(2020,54,1)); t(lambda: date.fromisocalendar(2020,5,8)); t(lambda: date.fromisocalendar(20200,5,8)); t(lambda: date.fromisocalendar('a',5,8)); t(lambda:date.fromisocalendar(1,2)); t(lambda:date.fromisocalendar(0,2,2)); t(lambda:date.fromisocalendar(9999,53,5)); t(lambda:date.fromisocalendar(2**70,53,5)); t(lambda:date.fromisocalendar(9999,52,7))
t(lambda: date.max+timedelta(1)); t(lambda: datetime.max+timedelta(1)); t(lambda: date.max+timedelta(10**9-1));t(lambda: date.min-timedelta.max)
t(lambda: datetime(2020,1,1).isoformat(timespec='x')); t(lambda: datetime(2020,1,1).isoformat('xx')); t(lambda: datetime(2020,1,1).isoformat(5)); t(lambda: datetime(2020,1,1).isoformat('T',5)); t(lambda: time(1).isoformat('x')); t(lambda: datetime(2020,1,1).isoformat(sep='é'))
t(lambda: date(1,1,1).strftime()); t(lambda: date(1,1,1).strftime(5)); t(lambda: date(999,1,1).strftime('%Y %F %G %y %C %c %D')); t(lambda: format(date(2020,1,1),'%d')); t(lambda: date(2020,1,1).__format__(5)); t(lambda: datetime.strptime(1,2))
t(lambda: tzinfo().utcoffset(None)); t(lambda: tzinfo().fromutc(None)); t(lambda: timezone.utc.utcoffset(5)); t(lambda: timezone.utc.fromutc(5)); t(lambda: timezone.utc.fromutc(datetime(2020,1,1))); t(lambda: timezone.utc.tzname(4)); t(lambda: timezone.utc.dst(4))
class X(tzinfo):
  def utcoffset(self,d): return 5
  def tzname(self,d): return 5
t(lambda: datetime(2020,1,1,tzinfo=X()).utcoffset()); t(lambda: str(datetime(2020,1,1,tzinfo=X()))); t(lambda: datetime(2020,1,1,tzinfo=X()).tzname());
class Y(tzinfo):
  def utcoffset(self,d): return timedelta(2)
  def __repr__(self): return 'Y!'
t(lambda: datetime(2020,1,1,tzinfo=Y()).utcoffset());t(lambda: datetime(2020,1,1,tzinfo=Y())); 
t(lambda: datetime(2020,1,1).astimezone(5)); t(lambda: datetime(2020,1,1).astimezone()); t(lambda: datetime(2020,1,1).isocalendar()); t(lambda: datetime(2020,1,1).timetuple()); t(lambda: datetime(2020,1,1)<datetime(2020,1,1,tzinfo=timezone.utc)); t(lambda: datetime(2020,1,1)-datetime(2020,1,1,tzinfo=timezone.utc)); t(lambda: time(1)<time(1,tzinfo=timezone.utc)); t(lambda: time(1)<5); t(lambda: time(1)-time(2)); t(lambda: datetime(2020,1,1)<5); t(lambda: timedelta(1)<5); t(lambda: timedelta(1)+5); t(lambda: 5*timedelta(1)); t(lambda: timedelta(1)*'a'); t(lambda: timedelta(1)*1e300); t(lambda: timedelta(1)*float('nan')); t(lambda: timedelta(1)*float('inf')); t(lambda: round(timedelta(1)))
t(lambda: hash(timedelta(1,2,3)));
t(lambda: hash(datetime(2020,1,1,tzinfo=timezone.utc))==hash(datetime(2020,1,1,5,30,tzinfo=timezone(timedelta(hours=5,minutes=30)))))
t(lambda: [isinstance(datetime.now(), date), datetime.__mro__, date.__name__, date.__qualname__, date.__module__, date, timezone.utc, d.UTC is timezone.utc, d.__all__, d.MINYEAR, d.MAXYEAR])
for c in (date,time,datetime,timedelta,timezone,tzinfo): t(lambda: [c.__name__, getattr(c,'min',None), getattr(c,'max',None), getattr(c,'resolution',None)])
t(lambda: date.isoformat);  t(lambda: date(2020,1,1).isoformat()); t(lambda: date.isoformat(5)); t(lambda: date.isoformat()); t(lambda: date(2020,1,1).isoformat(5)); t(lambda: date(2020,1,1).year.x)
def setyear(): date(2020,1,1).year = 5
t(setyear)
def setfoo(): date(2020,1,1).foo = 5
t(setfoo)
class MyDate(date):
    def __new__(cls, *a, **k):
        self = super().__new__(cls, *a, **k); self.extra = 1; return self
    def double(self): return self.day*2
m = MyDate(2020,2,3)
t(lambda: m); t(lambda: str(m)); t(lambda: m.double()); t(lambda: type(m+timedelta(1))); t(lambda: type(m.replace(day=1))); t(lambda: m == date(2020,2,3)); t(lambda: m.extra); t(lambda: hash(m)==hash(date(2020,2,3))); t(lambda: MyDate.fromisoformat('2020-01-01')); t(lambda: MyDate.fromordinal(5)); t(lambda: MyDate(2020,1,1)<date(2021,1,1)); t(lambda: MyDate(2020,1,1)<5)
class MyDT(datetime):
    def isoformat(self, *a): return 'ISO!'+super().isoformat(*a)
m = MyDT(2020,2,3,4,5,6,7,tzinfo=timezone.utc)
t(lambda: m); t(lambda: str(m)); t(lambda: m+timedelta(1)); t(lambda: m.astimezone(timezone(timedelta(hours=1)))); t(lambda: MyDT.now(timezone.utc).__class__); t(lambda: MyDT.combine(date(2020,1,1),time(3))); t(lambda: MyDT.strptime('2020','%Y')); t(lambda: m.date()); t(lambda: m.time()); t(lambda: m.timetz()); t(lambda: m.replace(year=1)); t(lambda: MyDT.fromtimestamp(0)); t(lambda: m-m); t(lambda: f'{m:%Y}'); t(lambda: f'{m}')
class TD(timedelta): pass
t(lambda: TD(1)); t(lambda: TD(1)+TD(2)); t(lambda: -TD(1)); t(lambda: str(TD(1)))
class FixedTZ(tzinfo):
    def __init__(self, h, dst=0): self.h=h; self.d=dst
    def utcoffset(self, dt): return timedelta(hours=self.h+self.d)
    def dst(self, dt): return timedelta(hours=self.d)
    def tzname(self, dt): return f'TZ{self.h}'
    def __repr__(self): return f'FixedTZ({self.h})'
z = FixedTZ(3,1)
a = datetime(2024,5,6,7,8,tzinfo=z)
t(lambda: a); t(lambda: str(a)); t(lambda: a.astimezone(timezone.utc)); t(lambda: datetime(2024,1,1,tzinfo=timezone.utc).astimezone(z)); t(lambda: a.strftime('%z %Z')); t(lambda: a.timetuple()); t(lambda: a.utctimetuple()); t(lambda: a.timestamp()); t(lambda: time(3,tzinfo=z)); t(lambda: time(3,tzinfo=z).isoformat()); t(lambda: z.fromutc(a)); t(lambda: datetime.fromtimestamp(0,z)); t(lambda: a.dst()); t(lambda: a == a.astimezone(timezone.utc)); t(lambda: time(3,tzinfo=z)==time(0,tzinfo=timezone.utc)); t(lambda: hash(a)==hash(a.astimezone(timezone.utc)))
def bad():
    class Z(timezone): pass
t(bad)
t(lambda: sorted([datetime(2020,1,2),datetime(2019,1,1),datetime(2020,1,1)])); t(lambda: max(date(2020,1,1),date(2021,1,1)))
t(lambda: {date(2020,1,1):1, datetime(2020,1,1):2}); t(lambda: sum([timedelta(1),timedelta(2)], timedelta()))
t(lambda: timedelta(days=1.5, seconds=0.1)); t(lambda: timedelta(1,2,3)*0.1); t(lambda: timedelta(1)/3); t(lambda: timedelta(1)/0.3); t(lambda: timedelta(10)//timedelta(3)); t(lambda: divmod(timedelta(10),timedelta(3))); t(lambda: timedelta(10)%timedelta(-3)); t(lambda: -timedelta(1,1)); t(lambda: abs(timedelta(-1,1))); t(lambda: timedelta(1,1).total_seconds()); t(lambda: bool(timedelta())); t(lambda: str(timedelta(-1,5))); t(lambda: timedelta(weeks=1,hours=-1)); t(lambda: +timedelta(4)); t(lambda: timedelta.max.total_seconds()); t(lambda: -timedelta.max); t(lambda: -timedelta.min)
t(lambda: date(2024,2,29).replace(year=2023)); t(lambda: datetime.utcfromtimestamp(1.5)); t(lambda: datetime.fromtimestamp(-0.5)); t(lambda: datetime.fromtimestamp(1e9+0.1234565)); t(lambda: datetime(2020,1,1,fold=1)); t(lambda: datetime(2020,1,1,fold=2)); t(lambda: time(24)); t(lambda: time(1,60)); t(lambda: time(1,1,60)); t(lambda: time(1,1,1,10**6)); t(lambda: time(fold=1)); t(lambda: time(1,2,3,4,None,1)); t(lambda: time(hour=1,tzinfo=timezone.utc).replace(tzinfo=None)); t(lambda: datetime(2020,1,1).ctime()); t(lambda: date(2020,1,1).ctime())
t(lambda: datetime.fromisoformat('2020-01-01T00:00:00+24:00'))

t(lambda: d.datetime.__doc__[:20]);
t(lambda: datetime(2020,1,1).toordinal()); t(lambda: [datetime.fromordinal(737425), datetime.fromisocalendar(2020,1,1), datetime(2020,5,5).isoweekday(), datetime(2020,5,5).weekday()])
a=date(2020,12,31).isocalendar(); t(lambda: (a.year,a.week,a.weekday, a[0], len(a), tuple(a), a==(2020,53,4), a[:2])); 
y,w,dd=a; print(y,w,dd)
match datetime(2020,1,2,3):
    case datetime(year=2020, month=mm): print('month', mm)
