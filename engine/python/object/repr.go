package object

// enterRepr notes that the repr of a container is being made; false means that it is already, so that the container
// contains itself and prints as "...".
func (t *Thread) enterRepr(c any) bool {
	for _, x := range t.reprs {
		if x == c {
			return false
		}
	}
	t.reprs = append(t.reprs, c)
	return true
}

func (t *Thread) leaveRepr(any) {
	t.reprs[len(t.reprs)-1] = nil
	t.reprs = t.reprs[:len(t.reprs)-1]
}

// EnterRepr is enterRepr for containers of native modules: when it gives true, call the function it returns at the end.
func (t *Thread) EnterRepr(o Object) (leave func(), ok bool) {
	if !t.enterRepr(o) {
		return nil, false
	}
	return func() { t.leaveRepr(o) }, true
}
