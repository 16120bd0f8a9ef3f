from datetime import *
for d in (datetime(2024,3,5,7,8,9,45), datetime(999,1,2,13,0,0), datetime(45,12,25,0,0,0,5), datetime(2000,12,31,23,59,59,999999,tzinfo=timezone(timedelta(hours=-5,minutes=-30),'ab')), datetime(2021,1,3,12,tzinfo=timezone.utc), datetime(2023,1,1), datetime(2024,12,30)):
    print(d)
    for c in 'aAbBcCdDeFgGhHIjklmMnpPrRsSTtuUVwWxXyYzZ%f':
        print(c, [d.strftime(f'%{m}{c}') for m in ('','-','_','0','^','#','5','010','_10','-5') if c not in 'zZf' or not m])
    print(d.date().strftime('%c %z %Z %f'), d.time().strftime('%c %f %z|%Z %p'), d.timetz().strftime('%X%z'))
print(repr(datetime(2024,1,1).strftime('%')), repr(datetime(2024,1,1).strftime('a%')),repr(datetime(2024,1,1).strftime('%%%d %-')), repr(datetime(2024,1,1).strftime('é%dü')))
for y in range(1990,2035):
    for m,d in ((1,1),(1,4),(12,28),(12,31),(2,28),(3,1),(7,7)):
        x=date(y,m,d); print(x, x.strftime('%U %W %V %G %g %j %u %w'), x.isocalendar(), x.toordinal(), date.fromordinal(x.toordinal()+60), (x-date(1,1,1)).days)
