import cmath, math, random
random.seed(3)
fs="acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar".split()
pts=[0,1,-1,1j,-1j,1+1j,-2.5+.5j,3-4j,1e-300+1e-310j,1e300+1e300j,-1e308+3j,710+1j,-710.2-2j,complex(-0.0,-0.0),complex(0.0,-0.0),complex(1,-0.0),0.5,2,-2,complex(-2,-0.0),1e-20,0.999999+1e-9j,complex(math.inf,1),complex(-math.inf,-2),complex(1,math.inf),complex(math.nan,0),complex(math.inf,math.nan),complex(math.inf,math.inf)]
pts+=[complex(random.uniform(-5,5),random.uniform(-5,5)) for _ in range(12)]+[complex(random.uniform(-1,1)*10**random.randint(-20,20),random.uniform(-1,1)*10**random.randint(-20,20)) for _ in range(12)]
for f in fs:
    for p in pts:
        try: print(f,p,getattr(cmath,f)(p))
        except Exception as e: print(f,p,type(e).__name__,e)
for a in [0,1,-1,2.5,math.inf,-math.inf,math.nan]:
    for b in [0,-0.0,1,-2.5,math.inf,math.nan]:
        try: print(cmath.rect(a,b))
        except Exception as e: print(type(e).__name__,e)
for c in ["cmath.sqrt('x')","cmath.log(2,10)","cmath.log(0)","cmath.log(8,2)","cmath.log(1,0)","cmath.log(5,1)","cmath.isclose(1,1+1e-12j)","cmath.isclose(1,2,rel_tol=-1)","cmath.isclose(1,2)","cmath.isnan(complex(0,math.nan))","cmath.isinf(1)","cmath.isfinite(2j)","cmath.pi","cmath.infj","cmath.nanj","cmath.sqrt()","cmath.sqrt(1,2)","cmath.rect(1)","cmath.polar(1e308+1e308j)", "cmath.exp(1000)","cmath.phase('a')", "cmath.sqrt(-1)"]:
    try: print(c, eval(c))
    except Exception as e: print(c, type(e).__name__,e)
