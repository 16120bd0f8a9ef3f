import unicodedata

print("\N{LATIN SUBSCRIPT SMALL LETTER I}\N{N-ARY CIRCLED TIMES OPERATOR}\N{LEFTWARDS ARROW THROUGH X}".encode("unicode_escape"))
for c in "\u1d62\u1d2c\u2a02\u2aff\u2900\u2b5f\u1dbf":
    print(unicodedata.name(c), unicodedata.lookup(unicodedata.name(c)) == c)
