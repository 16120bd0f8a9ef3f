import csv, io, _csv
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
t(csv.reader); t(csv.reader, 5); t(csv.reader, [], foo=1); t(csv.reader, [], 'nope'); t(csv.reader, [], delimiter='ab'); t(csv.reader, [], delimiter=1); t(csv.reader, [], delimiter=None); t(csv.reader, [], delimiter='')
t(csv.reader, [], quotechar='ab'); t(csv.reader, [], quotechar=1); t(csv.reader, [], quoting=9); t(csv.reader, [], quoting='a'); t(csv.reader, [], lineterminator=1); t(csv.reader, [], lineterminator=None);t(csv.reader, [], escapechar=1); t(csv.reader, [], escapechar='ab')
t(lambda: list(csv.reader([1]))); t(lambda: list(csv.reader([b'a']))); t(lambda: list(csv.reader(['"a'],strict=True))); t(lambda: list(csv.reader(['"a"b'],strict=True))); t(lambda: list(csv.reader(['a\nb']))); t(lambda: list(csv.reader(['a\rb']))); t(lambda: list(csv.reader(['"ab"c,"d""e",\'f\''])));t(lambda: list(csv.reader(['"a','b"']))); t(lambda: list(csv.reader(['"a\n','b"\n', '', 'x']))); t(lambda: list(csv.reader(['a,b\\,c'],escapechar='\\'))); t(lambda: list(csv.reader(['1,"2",3.5,'],quoting=csv.QUOTE_NONNUMERIC)));t(lambda: list(csv.reader(['1,x'],quoting=csv.QUOTE_NONNUMERIC))); t(lambda: list(csv.reader(['"a",b'],quoting=csv.QUOTE_NONE))); t(lambda: list(csv.reader(['a, "b"'],skipinitialspace=True))); t(lambda: list(csv.reader(['a\x00b'])))
t(lambda: list(csv.reader(['a\\'],escapechar='\\'))); t(lambda: list(csv.reader(['a\\\n'],escapechar='\\')))
t(csv.writer, 5); t(csv.writer); t(csv.writer, io.StringIO(), quotechar=None, quoting=csv.QUOTE_ALL)
def w(rows, **k):
    s=io.StringIO(); x=csv.writer(s, **k)
    r=[x.writerow(r) for r in rows]; return s.getvalue(), r
t(w, [[1,'a',None,1.5,True,'x,y','q"r','l\nm','']]); t(w, [['']]); t(w, [[None]]); t(w,[[]]); t(w,[5]); t(w,['abc']); t(w,[['a','b']],quoting=csv.QUOTE_ALL); t(w,[[1,'b',2.5,None]],quoting=csv.QUOTE_NONNUMERIC); t(w,[['a,b']],quoting=csv.QUOTE_NONE); t(w,[['a,b','q"']],quoting=csv.QUOTE_NONE,escapechar='\\'); t(w,[['']],quoting=csv.QUOTE_NONE); t(w,[['q"r']],doublequote=False,escapechar='\\'); t(w,[['q"r']],doublequote=False); t(w,[['a b',' c']],delimiter=' '); t(w,[['a','b']],lineterminator='!'); t(w,[['a!']],lineterminator='!'); t(w,[['a\\b']],escapechar='\\'); t(w,[["it's"]],quotechar="'"); t(w,[[' a']],skipinitialspace=True); t(w,[['a']],quotechar=None,quoting=csv.QUOTE_NONE); t(w,[['#']]); t(w, [[1e20, 0.1, -0.0, float('nan')]]); t(w,[['a\r']]); t(w,[[b'x']])
print(csv.list_dialects()); csv.register_dialect('pipe', delimiter='|'); print(csv.list_dialects(), csv.get_dialect('pipe').delimiter); t(csv.get_dialect,'nope'); t(csv.unregister_dialect,'nope'); t(csv.register_dialect, 5); t(csv.register_dialect, 'x', 5)
d=csv.get_dialect('excel'); print([(n,getattr(d,n)) for n in ('delimiter','doublequote','escapechar','lineterminator','quotechar','quoting','skipinitialspace','strict')]); t(setattr,d,'delimiter','x'); print(type(d), type(csv.reader([])), type(csv.writer(io.StringIO())))
r=csv.reader(['a,b','c,"d','e"']); print(next(r), r.line_num, next(r), r.line_num, r.dialect.delimiter); t(next, r); print(csv.field_size_limit(), csv.field_size_limit(5)); t(lambda: list(csv.reader(['abcdefg']))); csv.field_size_limit(131072); t(csv.field_size_limit,'a')
class D(csv.Dialect): delimiter=';'; quotechar='"'; quoting=csv.QUOTE_MINIMAL; lineterminator='\n'
t(lambda: list(csv.reader(['a;b'], D))); t(lambda: list(csv.reader(['a;b'], D())))
class E(csv.Dialect): pass
t(E); t(lambda: csv.reader([], E))
class F(csv.Dialect): delimiter='ab'; quotechar='"'; quoting=0; lineterminator='\n'
t(F)
f=io.StringIO(); dw=csv.DictWriter(f,['a','b'],restval='-'); print(dw.writeheader()); print(dw.writerow({'a':1})); dw.writerows([{'a':1,'b':2}]); t(dw.writerow,{'a':1,'z':2,'y':3}); t(csv.DictWriter,f,['a'],extrasaction='foo'); print(repr(f.getvalue()))
for r in csv.DictReader(['a,b','1,2','3','4,5,6','','7,8']): print(r)
x=csv.DictReader(['a,b','1,2,3'],restkey='more'); print(x.fieldnames, list(x), x.line_num); print(csv.DictReader(['1,2'],fieldnames=['x','y']).__next__())
print(csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter, csv.Sniffer().has_header('name,age\nbob,5\nal,6\n'), csv.Sniffer().has_header('1,2\n3,4\n')); t(csv.Sniffer().sniff,'abc'); z=csv.Sniffer().sniff("'a'|'b'\n'c'|'d'\n"); print(z.delimiter,z.quotechar,z.doublequote, z.skipinitialspace, z)
print(csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONE, csv.QUOTE_NONNUMERIC, csv.Error, csv.excel.delimiter, csv.excel_tab.delimiter, csv.unix_dialect.lineterminator, csv.__all__)
