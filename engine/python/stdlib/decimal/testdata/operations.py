from decimal import *
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
def choice(s): return s[rnd(len(s))]
def digits(n): return ''.join(choice('0123456789') if rnd(3) else choice('0959') for _ in range(n))
def num():
    k = rnd(20)
    if k == 0: return choice(['0','-0','0e5','-0e-7','1','-1','10','0.1','Infinity','-Infinity','NaN','-NaN12','sNaN','1e9','1e-9','1.000','5','0.5','1e20','-1e-20','0E+30','9.99'])
    s = choice(['','-','']) + digits(1+rnd(choice([2,5,9,12,20])))
    if rnd(2): s = s + '.' + digits(rnd(8))
    if rnd(4)==0: s += 'E%d' % (rnd(choice([5,20,40,100]))*choice([1,-1]))
    return s
SIG = [InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped]
roundings = [ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]
un = ['exp','ln','log10','sqrt','normalize','next_minus','next_plus','logb','logical_invert','abs','plus','minus','to_integral_value','to_integral_exact','number_class','to_eng_string','to_sci_string','create_decimal']
bi = ['compare','compare_signal','compare_total','compare_total_mag','copy_sign','max','max_mag','min','min_mag','next_toward','remainder_near','logical_and','logical_or','logical_xor','rotate','shift','scaleb','add','subtract','multiply','divide','divide_int','remainder','quantize','divmod','same_quantum','power']
def run(c, f, *a):
    c.clear_flags()
    try: r = getattr(c, f)(*a)
    except DecimalException as e: r = type(e).__name__ + str(e)
    return repr(r) + ' ' + ''.join(str(int(c.flags[s])) for s in SIG)
N = 700
for i in range(N):
    p = choice([1,2,3,5,9,16,28,28,50])
    em = choice([5,20,99,999,999999])
    c = Context(prec=p, rounding=choice(roundings), Emin=-em, Emax=em, clamp=rnd(2), capitals=rnd(2), traps=[])
    x, y, z = num(), num(), num()
    X, Y, Z = Decimal(x), Decimal(y), Decimal(z)
    if rnd(6) == 0: Y = Decimal(rnd(12)-3)
    if rnd(6) == 0: X = Decimal(int('1'+''.join(choice('01') for _ in range(rnd(9)))))
    f = choice(un)
    print(f, X, p, em, c.rounding[6:], c.clamp, run(c, f, X))
    f = choice(bi)
    if f == 'power' and X.is_finite() and Y.is_finite() and (Y.adjusted() > 5 or p > 28): continue
    print(f, X, Y, p, em, c.rounding[6:], c.clamp, run(c, f, X, Y))
    if rnd(4) == 0:
        print('fma', X, Y, Z, p, em, c.rounding[6:], run(c, 'fma', X, Y, Z))
