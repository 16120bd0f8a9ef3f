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
