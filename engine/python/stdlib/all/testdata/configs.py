import configparser, io
from configparser import *
def a(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e))
c=ConfigParser()
c.read_string('''
[DEFAULT]
ServerAliveInterval = 45
Compression = yes
home: /home

[topsecret.server]
Port = 50022   
ForwardX11 = no
path = %(home)s/x
multi = a
  b

  c
; comment
# another
[empty]
[x y]
key with space = v = 1
''')
print(c.sections(), c.defaults(), list(c), 'empty' in c, len(c), c['topsecret.server']['port'], dict(c['topsecret.server']), c['topsecret.server'], c.get('topsecret.server','path'), c.get('topsecret.server','path',raw=True), c.getint('topsecret.server','Port'), c['topsecret.server'].getboolean('forwardx11'), c.getboolean('empty','compression'), c['empty'].get('nope'), c['empty'].get('nope','fb'), c.get('empty','nope',fallback=3), c.items('empty'), c.options('x y'), c['x y']['key with space'], c.has_option('empty','home'), c.has_section('DEFAULT'))
for e in ["c['nope']","c.get('nope','x')","c.get('empty','zz')","c['empty']['zz']","c.getint('topsecret.server','path')","c.getboolean('topsecret.server','port')","c.add_section('empty')","c.add_section('DEFAULT')","c.set('empty','a',1)","c.set('nope','a','1')","c.set('empty','a','%')","c.read_string('x=1')","c.read_string('[a]\\nb')","c.read_string('[a]\\n[a]')","c.read_string('[a]\\nx=1\\nX=2')","c.read('f.ini')","ConfigParser({'a':1})['DEFAULT']['a']","c.options('q')","c.remove_section('q')","c.remove_option('empty','q')","c.read_dict({'n':{'k':5,'z':None}})","c['n']['k']","c.items('nope')","c.getfloat('n','k')"]: a(lambda: eval(e))
c['new']={'a':'1','B':'2'}; c['new']['c']='3'; del c['new']['a']; c.set('new','p','50%%'); print(c['new']['p'], dict(c['new'].items()))
f=io.StringIO(); c.remove_section('n'); c.write(f); print(f.getvalue()); f.seek(0); d=ConfigParser(); d.read_file(f); print(d['topsecret.server']['multi'])
e=ConfigParser(interpolation=ExtendedInterpolation()); e.read_string('[a]\nx=1\ny=${x}2\n[b]\nz=${a:y}3 $$\nbad=${q}'); print(e['b']['z']); a(lambda: e['b']['bad'])
r=RawConfigParser(allow_no_value=True,delimiters=('=',),inline_comment_prefixes=('#',)); r.optionxform=str; r.read_string('[S]\nKey = v # c\nflag\nu:v = 3'); print(dict(r['S']), r.get('S','flag'))
b=ConfigParser(); b.read_string('[s]\na=%(b)s\nb=%(a)s\nm=%(zz)s\nq=%x'); a(lambda: b['s']['a']); a(lambda: b['s']['m']); a(lambda: b['s']['q'])
k=ConfigParser(converters={'list':lambda v:[i.strip() for i in v.split(',')]}); k.read_string('[s]\nl=a, b'); print(k.getlist('s','l'), k['s'].getlist('l'), k.get('s','l',vars={'l':'over'}), k.getlist('s','zz',fallback=[]))
print(c.popitem()[0], bool(c), configparser.DEFAULTSECT)
