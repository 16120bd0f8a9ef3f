import inspect
def f():
    return inspect.stack()
def g():
    return f()
for fr in g(): print(fr.lineno, fr.function, fr.code_context, fr.index)
print(inspect.getframeinfo(inspect.currentframe())[1:])
def h(): 1/0
try: h()
except ZeroDivisionError as e:
    for x in inspect.getinnerframes(e.__traceback__): print(x[2:])
    print(inspect.trace(3)[-1][4:])
def caller(): return inspect.stack()[1].function, inspect.currentframe().f_back.f_code.co_name
def outer(): return caller()
print(outer())
import sys
module = sys.modules[__name__]
lines, first = inspect.getsourcelines(module)
print(len(lines) > 20, first, lines[0], inspect.getsource(module) == "".join(lines), inspect.findsource(module)[1])
print(inspect.getsourcelines(inspect.currentframe())[1], inspect.getsourcelines(h))
