package object

import (
	"reflect"
	"testing"
)

// TestInheritFromBase compares the quick way of resolving a native type's slots with the general one.
func TestInheritFromBase(t *testing.T) {
	quick := 0
	for _, tp := range []*Type{
		TypeType, IntType, BoolType, FloatType, ComplexType, StrType, BytesType, ByteArrayType, MemoryViewType, ListType, TupleType, DictType, SetType, FrozenSetType,
		RangeType, SliceType, NoneType, ModuleType, BuiltinType, PropertyType, BaseExceptionType, ExceptionType, ValueErrorType, KeyErrorType, OSErrorType,
		StopIterationType, SlotWrapperType, MethodDescrType, GetSetDescrType, StaticMethodType, ClassMethodType,
	} {
		slots, flags := tp.Slots, tp.Flags
		if !tp.inheritFromBase() {
			continue
		}
		quick++
		fast, fastFlags := tp.Slots, tp.Flags
		tp.inheritSlots()
		for i := range reflect.TypeFor[Slots]().NumField() {
			name := reflect.TypeFor[Slots]().Field(i).Name
			if !sameSlot(reflect.ValueOf(fast).Field(i), reflect.ValueOf(tp.Slots).Field(i)) {
				t.Errorf("%s: %s differs", tp.Name, name)
			}
			if !sameSlot(reflect.ValueOf(slots).Field(i), reflect.ValueOf(tp.Slots).Field(i)) {
				t.Errorf("%s: %s was resolved otherwise at the start", tp.Name, name)
			}
		}
		if fastFlags != tp.Flags || flags != tp.Flags {
			t.Errorf("%s: flags %b, %b at the start, want %b", tp.Name, fastFlags, flags, tp.Flags)
		}
	}
	if quick < 20 {
		t.Errorf("only %d types went the quick way", quick)
	}
}

// sameSlot tells whether two fields of Slots hold the same functions.
func sameSlot(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Func:
		return a.Pointer() == b.Pointer()
	case reflect.Array:
		for i := range a.Len() {
			if a.Index(i).Pointer() != b.Index(i).Pointer() {
				return false
			}
		}
		return true
	}
	return a.Bool() == b.Bool()
}
