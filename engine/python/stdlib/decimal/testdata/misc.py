from decimal import *
import decimal
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
class D(Decimal):
    def __new__(cls, v='0'): return super().__new__(cls, v)
    def double(self): return self*2
d = D('1.5')
t(lambda: d); t(lambda: type(d+1)); t(lambda: d.double()); t(lambda: D.from_float(0.5)); t(lambda: type(D.from_float(0.5))); t(lambda: d == Decimal('1.5')); t(lambda: hash(d)==hash(1.5)); t(lambda: str(d)); t(lambda: f'{d:.3f}'); t(lambda: f'{d}')
with localcontext() as c:
    c.prec = 5
    t(lambda: Decimal(1)/3)
    with localcontext(prec=3, rounding=ROUND_UP) as c2:
        t(lambda: (Decimal(1)/3, c2, getcontext() is c2))
    t(lambda: Decimal(2)/3)
t(lambda: Decimal(2)/3)
getcontext().prec = 10
t(lambda: Decimal(2)/3); t(lambda: getcontext().prec)
setcontext(Context(prec=4)); t(lambda: Decimal(2)/3)
setcontext(ExtendedContext); t(lambda: Decimal(1)/0); t(lambda: getcontext()); t(lambda: getcontext().flags[DivisionByZero])
setcontext(DefaultContext)
c = getcontext(); c.clear_flags(); t(lambda: c.flags == Context().flags); t(lambda: Decimal(1)/3); t(lambda: [s.__name__ for s, v in c.flags.items() if v])
c.traps[Inexact] = True; t(lambda: Decimal(1)/3); c.traps[Inexact] = False
c.traps[FloatOperation] = True; t(lambda: Decimal(1.5)); t(lambda: Decimal(1)<1.5); t(lambda: Decimal(1)==1.5); c.traps[FloatOperation] = False
def f(a): c.prec = a
t(lambda: f(0)); t(lambda: f('a')); t(lambda: f(10**30))
t(lambda: Decimal('1e100').exp()); t(lambda: Decimal('1E-50').exp()); t(lambda: Decimal('-1E-50').exp())
for p in (1,5,50,100,300):
    setcontext(Context(prec=p))
    t(lambda: Decimal(2).sqrt()); t(lambda: Decimal('1.0000001').ln()); t(lambda: Decimal('0.99999999999').log10()); t(lambda: Decimal('12.5').exp()); t(lambda: Decimal('1e-300').ln());t(lambda: Decimal('3')**Decimal('2.5')); t(lambda: Decimal('1.0001')**100000); t(lambda: Decimal('-700.5').exp()); t(lambda: Decimal(7)**-3); t(lambda: Decimal(355)/113)
setcontext(Context())
t(lambda: sum(map(Decimal, ['1.10','2.20','3.30']))); t(lambda: sorted(map(Decimal,['3','1.5','-2','1e2']))); t(lambda: max(Decimal('1'), 2.5)); t(lambda: {Decimal('1.0'): 1}[1]); t(lambda: Decimal('1.0') in [1, 2]); t(lambda: [hash(Decimal(s)) == hash(float(s)) for s in ('1e10','0.25','-3','123456.5')])
t(lambda: '%.3f|%10.2e|%s|%d|%i' % (Decimal('3.14159'), Decimal('31415.9'), Decimal('1.50'), Decimal('9.99'), Decimal(3)))
t(lambda: '{:,.2f} {:>10} {!r}'.format(Decimal('1234567.891'), Decimal('1.5'), Decimal('2')))
t(lambda: int(Decimal('-1.9'))); t(lambda: float(Decimal('1e-400'))); t(lambda: Decimal('0.1').as_integer_ratio()); t(lambda: Decimal('1e3').as_integer_ratio()); t(lambda: bool(Decimal('-0')))
t(lambda: Decimal(2**100)); t(lambda: Decimal(2**100) == 2**100); t(lambda: Decimal(3) + 2**70); t(lambda: 2 - Decimal('0.5')); t(lambda: 7 // Decimal(2)); t(lambda: 7 % Decimal(4)); t(lambda: divmod(7, Decimal(4))); t(lambda: 2 ** Decimal(3)); t(lambda: True + Decimal(1))
t(lambda: Decimal.is_nan(Decimal('nan'))); t(lambda: Decimal('1').compare()); t(lambda: Decimal('1').is_nan(5)); t(lambda: Decimal('1').sqrt(5)); t(lambda: Decimal('1').sqrt(foo=5)); t(lambda: Decimal('1').fma(1)); t(lambda: Context().add(1)); t(lambda: Context().sqrt()); t(lambda: Context().power(2)); t(lambda: Context().fma(1,2))
x = Decimal(1)
def setattr_(): x.foo = 1
t(setattr_)
try: Decimal(1)/0
except ZeroDivisionError as e: print('caught', type(e), e.args)
try: Decimal('abc')
except InvalidOperation as e: print('caught', type(e), e.args, isinstance(e, ArithmeticError))
t(lambda: Decimal('1.23').as_tuple().digits); t(lambda: Decimal((1,(1,2,3),-1))); t(lambda: Decimal(Decimal('1.5').as_tuple()))
import operator
t(lambda: Decimal(7).remainder_near(Decimal(4))); t(lambda: -Decimal(7)); t(lambda: abs(Decimal(-7)))
i = Decimal(1); i += 1; i *= 3; i -= Decimal('0.5'); i /= 2; print(i); i //= 1; i **= 3; i %= 5; print(i)
t(lambda: Decimal('NaN') != Decimal('NaN')); t(lambda: Decimal('inf') > 10**100); t(lambda: Decimal('1') < Decimal('2') < 3)
t(lambda: round(Decimal('1.005'), 2)); t(lambda: round(Decimal('1.015'), 2)); t(lambda: round(Decimal('0.5'))); t(lambda: round(Decimal('1.5')))
