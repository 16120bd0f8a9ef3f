def _ev(s):
    g = globals()
    try: r = eval(s, g)
    except SyntaxError as e0:
        try: exec(s, g); print(s, '-> ok'); return
        except BaseException as e: print(s, '->', type(e).__name__ + ':', e); return
    except BaseException as e: print(s, '->', type(e).__name__ + ':', e); return
    try: print(s, '->', re_sub('0x[0-9a-f]{6,}', '0x', repr(r)))
    except Exception as e: print(s, '-> repr:', type(e).__name__, e)
from re import sub as re_sub
import code, codeop, sys, io
_ev('codeop.compile_command(\'x = 1\') is not None, codeop.compile_command(\'if x:\'), codeop.compile_command(\'if x:\\n  y\'), codeop.compile_command(\'if x:\\n  y\\n\') is not None, codeop.compile_command(\'f(\'), codeop.compile_command(\'"""abc\'), codeop.compile_command(\'\'), codeop.compile_command(\'# c\') is not None, codeop.compile_command(\'x = [1,\'), codeop.compile_command(\'def f():\\n  return 1\\n\') is not None, codeop.compile_command(\'@d\'), codeop.compile_command(\'1\', symbol=\'eval\') is not None, codeop.compile_command(\'class A: pass\'), codeop.compile_command(\'for i in x: pass\\n\') is not None')
_ev("codeop.compile_command('x = = 1')")
_ev("codeop.compile_command('x y')")
_ev('codeop.compile_command(\'print "a"\')')
_ev("codeop.compile_command('  x')")
_ev("codeop.compile_command('else:')")
sys.stderr = sys.stdout
c = code.InteractiveConsole({'v': 5})
for line in ['x = v + 1', 'x', 'def f(a):', '    return a * 2', '', 'f(x)', '1/0', 'x y', 'if x:', '  for i in range(2):', '    print(i)', '', 'import sys', 'undefined', '"""a', 'b"""', '(1,', '2)']:
    print('>>>', line); print(c.push(line))
i = code.InteractiveInterpreter(); print(i.runsource('a = 1'), i.runsource('if 1:'), i.locals['a'], sorted(i.locals))
it = iter(['1+1', 'x = 3', 'x'])
def rd(p):
    try: return next(it)
    except StopIteration: raise EOFError
code.interact(banner='hello', readfunc=rd, local={}, exitmsg='done')
