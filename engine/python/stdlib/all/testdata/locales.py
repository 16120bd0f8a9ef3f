import locale
print(locale.setlocale(locale.LC_ALL)); print(locale.getlocale())
print(locale.setlocale(locale.LC_NUMERIC,'')); print(locale.setlocale(locale.LC_ALL))
print(locale.setlocale(locale.LC_ALL,''), locale.getlocale(locale.LC_ALL), locale.getlocale(locale.LC_TIME))
print(locale.setlocale(locale.LC_TIME,'C'), locale.getlocale(locale.LC_TIME))
try: print(locale.getlocale(locale.LC_ALL))
except Exception as e: print(type(e).__name__,e)
import locale
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except Exception as e: print(type(e).__name__,e)
t(locale.setlocale,locale.LC_ALL,''); t(locale.setlocale,locale.LC_ALL,'C'); t(locale.setlocale,locale.LC_ALL); t(locale.setlocale,locale.LC_ALL,'xx_YY'); t(locale.setlocale,locale.LC_NUMERIC,'de_DE.UTF-8')
t(locale.localeconv); t(locale.getlocale); t(locale.format_string,'%d %.2f',(1234567,1234.5),grouping=True); t(locale.currency,1.5); t(locale.str,1.1); t(locale.atof,'1.5'); t(locale.atoi,'15'); t(locale.strcoll,'a','b'); t(sorted,'bAac',key=locale.strxfrm)
t(locale.format_string,'%s',('x',)); t(locale.format_string,'%10d|',1234567,True); t(locale.setlocale,99); t(locale.setlocale,99,'C'); t(locale.getpreferredencoding); t(locale.setlocale,locale.LC_ALL,('en_US','UTF-8')); t(locale.getlocale,locale.LC_ALL)
t(locale.setlocale,locale.LC_ALL,'POSIX'); t(locale.delocalize,'1.5'); t(locale.localize,'1.5')
t(lambda:(locale.LC_ALL,locale.LC_CTYPE,locale.LC_NUMERIC,locale.LC_TIME,locale.LC_COLLATE,locale.LC_MONETARY,locale.LC_MESSAGES,locale.CHAR_MAX,locale.Error))
print(f"{1234567:n} {1234.5:n}")
import shutil
print(shutil.get_terminal_size(), shutil.get_terminal_size((100,5)).columns, shutil.which('nope-nope'), issubclass(shutil.SameFileError, OSError))
