import codecs
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
t(lambda: codecs.encode('Hello','rot13')); t(lambda: codecs.decode('Uryyb','rot_13')); t(lambda: codecs.encode(b'ab','hex')); t(lambda: codecs.decode('6162','hex')); t(lambda: codecs.encode(b'ab','base64')); t(lambda: codecs.decode(b'YWI=\n','base64'))
t(lambda: codecs.encode('é')); t(lambda: codecs.decode(b'\xc3\xa9')); t(lambda: codecs.encode('é','ascii','ignore')); t(lambda: codecs.encode('é','ascii')); t(lambda: codecs.encode('a','nope')); t(lambda: codecs.decode(b'\xff','utf-8','replace'))
for n in 'utf8 UTF_8 latin1 ascii utf-16 cp1252 utf-8-sig iso-8859-15 u8'.split(): t(lambda: codecs.lookup(n).name)
t(lambda: codecs.getencoder('utf-8')('é')); t(lambda: codecs.getdecoder('latin-1')(b'\xe9'))
d=codecs.getincrementaldecoder('utf-8')(); print([d.decode(bytes([b])) for b in 'aé€😀'.encode()], d.decode(b'',True))
t(lambda: codecs.getincrementaldecoder('utf-8')().decode(b'\xe2\x82', True)); t(lambda: codecs.getincrementaldecoder('utf-8')('replace').decode(b'\xe2\x82', True)); t(lambda: codecs.getincrementaldecoder('utf-8')().decode(b'\xff'))
print(list(codecs.iterencode(['a','é'],'utf-16')), list(codecs.iterdecode([b'\xc3',b'\xa9x'],'utf-8')))
import io
w=codecs.getwriter('utf-8')(io.BytesIO()); w.write('é'); print(w.getvalue()); r=codecs.getreader('utf-8')(io.BytesIO('é\nb'.encode())); print(list(r))
print(codecs.BOM_UTF8, codecs.BOM_UTF16, codecs.BOM_UTF32_BE, codecs.escape_decode(rb'a\n\x41\101'), codecs.escape_encode(b'a\n\xff'))
t(lambda: codecs.lookup_error('nope')); t(lambda: 'a'.encode('rot13')); t(lambda: b'a'.decode('hex')); t(lambda: codecs.lookup(5)); t(lambda: codecs.encode('a','hex')); t(lambda: codecs.decode('zz','hex'))
for e in "cp1250 cp1251 cp1252 cp437 cp850 iso8859_2 iso-8859-5 latin9 koi8_r mac_roman".split():
    ok=[b for b in range(256)]
    t=bytes(ok).decode(e,'replace'); print(e, ascii(t[128:]))
    print(t.encode(e,'ignore'))
    for f in (lambda: 'ΩЖ☃'.encode(e), lambda: bytes(range(128,256)).decode(e)):
        try: print(f())
        except Exception as x: print(type(x).__name__, x)
