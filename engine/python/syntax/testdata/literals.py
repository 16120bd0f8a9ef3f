0, 00, 0_0, 1, 12_345, 9223372036854775807, 9223372036854775808
0x1F, 0XfF_ff, 0o17, 0O7_7, 0b101, 0B1_1
0xFFFFFFFFFFFFFFFFFFFF
1.5, 1., .5, 1e5, 1E-5, 1.5e+3, 1_0.0_1e1_0, 0e0, 1e400, 00.5, 09.5
1j, 1.5J, 0j, 1e3j, 08j
1if a else 2
[1for x in y]
0x1for x in y
1or 2
1 .real, 1.0.real, 1..real
''
""
'a' "b"
'a"b' "a'b"
'\'\"\\\a\b\f\n\r\t\v'
'\0\12\101\377\400\8'
'\x41\u00e9\U0001F40D'
'\ud800\udc00'
'\N{BULLET}\N{snake}'
'\q\ \(\é'
'a\
b'
'''a
b''c'
'''
"""a\
"b" ""c"""
''''a'''
r'\n\x\'' R"\\"
u'a' 'b'
U'a'
b''
b'a' B"b"
b'\x00\xff\n\101\q\
'
rb'\x' bR'\\' Rb''
br'''a
b'''
'é' 'ü' "日本" '🐍'
('a'
 'b'
 "c")
