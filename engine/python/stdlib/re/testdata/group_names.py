# Names and numbers of groups that a later Python refuses are warned of; flags that re does not know are shown as hexadecimal numbers.
import re
import warnings

for pattern in (r'(?P<a>x)(?(1)a|b)', r'()(?( 1)a|b)', r'()(?(+1)a|b)', r'()(?(01)a)', r'()(?(1__0)a)', r'()(?(-1)a)', r'()(?(9999999999)a)', b'(?P<\xc2\xb5>x)(?P=\xc2\xb5)', b'(?P<\xff!>x)'):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter('always')
        try:
            print(re.compile(pattern).groups)
        except re.error as e:
            print(ascii(pattern), ascii(str(e)))
        print([ascii(str(w.message)) for w in told], [w.category for w in told])
for template in (r'\g<1>', r'\g< 1>', r'\g<+1>', r'\g<01>', r'\g<-1>', r'\g<1 1>', r'\g<_1>', r'\g<200>'):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter('always')
        try:
            print(re.sub('(x)', template, 'x'))
        except (re.error, IndexError) as e:
            print(template, e)
        print([str(w.message) for w in told])
print(re.compile('x', 0x100000 | re.I), re.I | 0x100000, re.RegexFlag(0x200000))
