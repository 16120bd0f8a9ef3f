# A comment first.

a = 1  # and one behind code
b = (1,

     # a comment within brackets
     2)
c = a + \
    b
if a:

    # comment
    b

  # comment at no level
    c
        # deeper
d
if a:
	b
	if c:
		d
	e
if a:
        b
if a: b; \
   c
def f(
    a,
    b,
): return (
    a
)
x = [
    1,
    2
]; y = {
    'a': 1,
}
class A:

    x = 1

    def f(self):
        pass


    y = 2
if a:
    if b:
        if c:
            d
e
é = ü = 1
naïve_ñ = é; 日本語 = ñ
print(é, 日本語.属性, ключ=значение)
µ = ſ = 1
ｐｒｉｎｔ(ﬁ)
x = (é +
 ü)
"é" + é
