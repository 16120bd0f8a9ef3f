import ast
def a(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e).split(' object at')[0])
for s in ['1','-5','+3.5','1+2j','-1-2j',"'a' 'b'",'b"x"','[1,(2,),{3:[4]},{5,6},set()]','None','True','...','{}','()','  1','\t[1]','"\\n"',"u'x'",'1_000','0xff','{"a":1,**{}}','a','f()','1+1','[x for x in y]','"a"+"b"','f"{x}"','lambda:1','1 if 2 else 3','not 1','-True','- -1','2j+1','1+2','(1', 'a b','1;2','{[]:1}','{1:2,1:3}','-"a"','1**2','[*a]','~1','1j+2j','x.y','10**400','"%s" % 1', '\n1', '1\n\n']: a(lambda: ast.literal_eval(s))
a(lambda: ast.literal_eval(5)); a(lambda: ast.literal_eval(None)); a(lambda: ast.literal_eval('['*300+']'*300))
