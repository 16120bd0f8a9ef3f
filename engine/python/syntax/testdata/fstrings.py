f''
F""
f'a'
f'a' 'b'
'a' f''
f'{a}'
f'{a}{b}'
f'a{b}c'
f'{ a }'
f'{a!r}' f'{a!s}' f'{a!a}'
f'{a:b}'
f'{a:}'
f'{a!r:b}'
f'{a:{b}}'
f'{a:{b}.{c}}'
f'{a:x{b!r}y}'
f'{a=}'
f'{a = }'
f'{a = !r:b}'
f'{a=:b}'
f'{a!=b}' f'{a==b}' f'{a<=b}' f'{a>=b}' f'{a<b}' f'{a>b}'
f'{{}}' f'{{a}}' f'{{{a}}}' f'{{{{'
f'a}}b'
f'{a,}' f'{a, b}' f'{*a,}'
f'{a if b else c}'
f'{(lambda x: x)}'
f'{(a := b)}'
f'{a:=b}'
f'{yield}' if 0 else f'{await a}'
f'{[a for b in c]}'
f'{ {a: b} }'
f'{ {a: b}["c"] }'
f'{a["b"]}' f"{a['b']}"
f'{a[b:c]}'
f'{f"{a}"}'
f'{f"{a!r}" + "b"}'
f'{"""a"""}'
f"{'}'}" f"{'{'}"
f'\n{a}\t'
f'\{a}'
f'\N{BULLET}{a}'
rf'\n{a}' fr'{a:\d}'
f'{a:\n}'
u'a' f'{b}c'
'a' f'{b:c{d}e}' 'f'
f'é{a}é{b}'
é = f'{é}ü{"é"}'
f'''{a}
{b:
}'''
f'''{
a}'''
f'''
  {a}  {b
  + c}{d,
e}'''
f'''{
  a, b
}'''
(f'a'
   f'{b}' 'c'
  f'{d}')
print(f"{title!r:>{width}} {price:.2f} {n = }")
f'{a:%Y-%m-%d}'
f'{a:{"{"}>10}'
f'{a!r}' 'b' "c" f"{d}"
