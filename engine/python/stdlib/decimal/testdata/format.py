from decimal import *
vals = [Decimal(s) for s in ['0','-0','1','-1','0.00','-0.001','1234567.891','-1234567.891','1e10','1E-10','123456789012345678901234567890.123','9.995','0.5','1.5','2.5','-0.004','NaN','-Infinity','sNaN','NaN123','0e10','0e-10','1e-7','12345e3','99999.9','1e-30','999.999']]
specs = ['','f','.0f','.2f','e','.0e','.3e','E','g','.0g','.3g','G','.10g','%','.1%','n','.2n',',','.2f',',.2f','010','010.2f','+','+.1f',' .1f','>12','<12.1f','^12','*^12.2f','=+12.1f','012,.2f','020,','015,.1f','z.0f','z.1f','#f','d','x','s','.','5','05','_','_.2f',',n','é>8','10,','+010,.3f','.20f','.25e','.30g','008,','09,','00.1f','<010','+08.2%','1000000000000000000000','.1000000000000000000000f','f.2',',f','0=10']
for v in vals:
    for s in specs:
        try: r = format(v, s)
        except Exception as e: r = type(e).__name__ + ' ' + str(e)
        print(v, repr(s), repr(r))
with localcontext() as c:
    c.rounding = ROUND_UP
    print(format(Decimal('1.001'), '.1f'), f'{Decimal("2.5"):.0f}', Decimal('1.001').quantize(Decimal('0.1')))
    c.capitals = 0
    print(Decimal('1e30'), repr(Decimal('1e30')), format(Decimal('1e30'),'g'), format(Decimal('1e30'),'G'))
for s in ['1','1.','.1','.','','-','+1','1e','1e5','1E+5','1e-5','1e5.5','--1','1 2',' 1 ','\t1\n','1_0','_','inf','-inf','Infinity','infin','nan','-nan5','snan','snan1x','NaN 5','0x10','1e99999','١٢٣.٥','1e0000000000000000000000000000000000001','\u00a01\u3000','1\x00','𝟏𝟐','٣e٢']:
    try: r = repr(Decimal(s))
    except Exception as e: r = type(e).__name__ + ' ' + str(e)
    print(ascii(s), r)
    try: r = repr(Context(prec=2).create_decimal(s))
    except Exception as e: r = type(e).__name__ + ' ' + str(e)
    print(ascii(s), r)
