package object

import (
	"strings"
	"unicode/utf8"
)

// charmaps are the encodings of one byte a character: what the bytes from 0x80 (or, where there are 96, from 0xa0) stand for. U+FFFD: nothing.
var charmaps = map[string]string{
	"cp1250":     "€\ufffd‚\ufffd„…†‡\ufffd‰Š‹ŚŤŽŹ\ufffd‘’“”•–—\ufffd™š›śťžź\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
	"cp1251":     "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\ufffd™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
	"cp1252":     "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
	"cp437":      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
	"cp850":      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
	"iso8859-2":  "\u00a0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00adŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
	"iso8859-5":  "\u00a0ЁЂЃЄЅІЇЈЉЊЋЌ\u00adЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя№ёђѓєѕіїјљњћќ§ўџ",
	"iso8859-15": "\u00a0¡¢£€¥Š§š©ª«¬\u00ad®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
	"koi8-r":     "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00a0⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
	"mac-roman":  "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
}

var charmapNames = map[string]string{
	"windows-1250": "cp1250", "1250": "cp1250", "windows-1251": "cp1251", "1251": "cp1251", "windows-1252": "cp1252", "1252": "cp1252", "437": "cp437", "ibm437": "cp437",
	"850": "cp850", "ibm850": "cp850", "iso-8859-2": "iso8859-2", "latin2": "iso8859-2", "latin-2": "iso8859-2", "l2": "iso8859-2", "iso-8859-5": "iso8859-5", "cyrillic": "iso8859-5",
	"iso-8859-15": "iso8859-15", "latin9": "iso8859-15", "latin-9": "iso8859-15", "l9": "iso8859-15", "koi8r": "koi8-r", "macroman": "mac-roman", "macintosh": "mac-roman",
}

// charmapName is the canonical name of such an encoding, or "".
func charmapName(name string) string {
	if n, ok := charmapNames[name]; ok {
		return n
	}
	if _, ok := charmaps[name]; ok {
		return name
	}
	return ""
}

// charmapDecode gives what a byte stands for.
func charmapDecode(table string) func(c byte) (rune, bool) {
	runes := []rune(table)
	first := 256 - len(runes)
	return func(c byte) (rune, bool) {
		if int(c) < first {
			return rune(c), true
		}
		r := runes[int(c)-first]
		return r, r != utf8.RuneError
	}
}

// charmapEncode appends the byte for a character.
func charmapEncode(table string) func(b []byte, r rune) ([]byte, bool) {
	first := 256 - utf8.RuneCountInString(table)
	return func(b []byte, r rune) ([]byte, bool) {
		if int(r) < first {
			return append(b, byte(r)), true
		}
		i := strings.IndexRune(table, r)
		if i < 0 || r == utf8.RuneError {
			return b, false
		}
		return append(b, byte(first+utf8.RuneCountInString(table[:i]))), true
	}
}

// isByteCodec tells the encodings that codecs.encode and codecs.decode know beside those for text.
func isByteCodec(name string) bool {
	switch name {
	case "rot13", "rot-13", "hex", "hex-codec", "base64", "base-64", "base64-codec", "quopri", "quoted-printable", "uu", "zlib", "zip", "bz2":
		return true
	}
	return false
}
