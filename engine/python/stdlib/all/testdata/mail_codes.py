# uuencode, quoted-printable and BinHex's checksum.
import binascii

for data in (b"", b"a", b"abc", b"hello world" * 4, bytes(range(45)), b"\x00" * 4):
    line = binascii.b2a_uu(data)
    print(line, binascii.b2a_uu(data, backtick=True), binascii.a2b_uu(line) == binascii.a2b_uu(line.rstrip()) == data)
for line in (b"", b"!", b"#86)C  ", b"$86)C\n", b"#86)C x", b"#8\xff", "~"):
    try:
        print(binascii.a2b_uu(line))
    except binascii.Error as e:
        print(e)
texts = (
    b"abc=def\xe9", b"line one\nline  \ttwo \n.", b"x" * 100, b"x" * 75 + b" \n", b"x" * 76 + b"\r\n", b"x" * 73 + b"\xff\n", b"a_b c", b"a\nb\r\nc", b"a\r\nb\nc\r\rd",
    b".\n..\n.\x00", b"a\t", b"\x00\x7f ~", b"a\n b ",
)
for data in texts:
    for options in ({}, {"quotetabs": True}, {"header": True}, {"istext": False}):
        coded = binascii.b2a_qp(data, **options)
        print(coded, binascii.a2b_qp(coded, header=options.get("header", False)))
for coded in (b"=", b"=4", b"==", b"=\n", b"=\rx", b"a=\r\nb", b"=zz", b"=e9=E9=4a", b"a_b", "=41"):
    print(binascii.a2b_qp(coded), binascii.a2b_qp(coded, header=True))
print(binascii.crc_hqx(b"", 7), binascii.crc_hqx(b"hello", 0), binascii.crc_hqx(b"lo", binascii.crc_hqx(b"hel", 0)), binascii.crc_hqx(b"a", -1), binascii.crc_hqx(b"a", 1 << 20))
for call in (lambda: binascii.b2a_uu(bytes(46)), lambda: binascii.b2a_qp("a"), lambda: binascii.a2b_qp("\xe9"), lambda: binascii.crc_hqx(b"a"), lambda: binascii.crc_hqx(b"a", "b")):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
