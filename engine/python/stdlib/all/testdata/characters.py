import unicodedata as u
def a(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for c in 'aAñ é1½²Ⅷ€+<«"_-\n\u200b\u0301日가\U0001f600★→ªǅʰ\u2028\ue000√😀ß٣①〇ａ':
    print(ascii(c), u.category(c), u.combining(c), u.east_asian_width(c), u.name(c,'?'), u.decomposition(c), u.decimal(c,None), u.digit(c,None), u.numeric(c,None))
for f in ('NFC','NFD','NFKC','NFKD'):
    for s in ('é','e\u0301','ﬁ①²ªﬀ','Ａｂｃ','한글','\u1112\u1161\u11ab','Å\u212b','q\u0307\u0323','ǭ','½ ™ …','\u0344','ệ','ά','㎏' if 0 else 'x','İ','\u0958' if 0 else 'y', '\ufb1d','a\u0315\u0300\u05ae\u0300b'):
        print(f, ascii(s), ascii(u.normalize(f,s)), u.is_normalized(f,s))
print(''.join(c for c in u.normalize('NFD','Crème Brûlée façade naïve Ångström Đặng') if u.category(c)!='Mn'), u.normalize('NFKD','ﬁancée').encode('ascii','ignore'))
a(lambda: u.name('\n')); a(lambda: u.name('ab')); a(lambda: u.name(5)); a(lambda: u.lookup('SNOWMAN')); a(lambda: u.lookup('greek small letter alpha')); a(lambda: u.lookup('NOPE')); a(lambda: u.decimal('x')); a(lambda: u.digit('½')); a(lambda: u.numeric('a')); a(lambda: u.normalize('X','a')); a(lambda: u.category('')); print(u.unidata_version, '\N{GREEK SMALL LETTER PI}\N{SNOWMAN}\N{Em Dash}\N{CJK UNIFIED IDEOGRAPH-65E5}\N{HANGUL SYLLABLE GA}\N{NARROW NO-BREAK SPACE}\N{LESS-THAN SIGN}'.encode('unicode_escape'))
import re; print(re.findall(r'\N{EM DASH}', 'a—b'), '\N{PILE OF POO}')
