package postlink

// This file writes modules.

func (m *module) encode() []byte {
	out := []byte("\x00asm\x01\x00\x00\x00")
	out = section(out, secType, append(uleb(nil, len(m.sigs)), m.types...))
	out = section(out, secImport, vector(m.imports))
	funcs := uleb(nil, len(m.funcs))
	for _, t := range m.funcs {
		funcs = uleb(funcs, t)
	}
	out = section(out, secFunction, funcs)
	if m.table.min > 0 {
		out = section(out, secTable, m.table.encode([]byte{1}))
	}
	if m.memory != nil {
		out = section(out, secMemory, m.memory)
	}
	if len(m.globals) > 0 {
		out = section(out, secGlobal, vector(m.globals))
	}
	if len(m.exports) > 0 {
		exports := uleb(nil, len(m.exports))
		for _, e := range m.exports {
			exports = uleb(append(str(exports, e.name), e.kind), e.index)
		}
		out = section(out, secExport, exports)
	}
	if len(m.elements) > 0 {
		elements := uleb(nil, len(m.elements))
		for _, e := range m.elements {
			elements = append(sleb(append(elements, 0, opI32Const), e.base), opEnd)
			elements = uleb(elements, len(e.funcs))
			for _, f := range e.funcs {
				elements = uleb(elements, f)
			}
		}
		out = section(out, secElement, elements)
	}
	code := uleb(nil, len(m.bodies))
	for _, body := range m.bodies {
		code = append(uleb(code, len(body)), body...)
	}
	out = section(out, secCode, code)
	data := uleb(nil, len(m.data))
	for _, s := range m.data {
		data = append(sleb(append(data, 0, opI32Const), s.address), opEnd)
		data = append(uleb(data, len(s.bytes)), s.bytes...)
	}
	out = section(out, secData, data)
	for _, c := range m.custom {
		out = section(out, secCustom, c)
	}
	return out
}

func vector(entries []entry) []byte {
	b := uleb(nil, len(entries))
	for _, e := range entries {
		b = append(b, e.raw...)
	}
	return b
}

// encode appends a table's type.
func (l limits) encode(b []byte) []byte {
	if l.bounded {
		return uleb(uleb(append(b, 0x70, 1), l.min), l.max)
	}
	return uleb(append(b, 0x70, 0), l.min)
}
