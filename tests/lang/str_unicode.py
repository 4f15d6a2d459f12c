# Runes, not bytes.
s = "naïve café 日本 🐝"
print(len(s), s[2], s[-1], s[6:10], s[::-1], s.upper())
# expect: 15 ï 🐝 café 🐝 本日 éfac evïan NAÏVE CAFÉ 日本 🐝
print(s.find("日"), s.index("é"), s.count("é"), s[11:13], s.encode())
# expect: 11 9 1 日本 b'na\xc3\xafve caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x90\x9d'
print(ord("é"), chr(233), ord("🐝"), chr(0x1F41D), len("🐝"))
# expect: 233 é 128029 🐝 1
print("ÀÉÎ".lower(), "straße".upper(), "ß".casefold(), "Ωμέγα".upper(), "привет".title())
# expect: àéî STRASSE ss ΩΜΈΓΑ Привет
print(repr("é\x80\u200b"), ascii("é🐝\x80"), "日本".isalpha(), "é".isupper())
# expect: 'é\x80\u200b' '\xe9\U0001f41d\x80' True False
print(s.partition("café"), s.split(" "), "日" in s, s.replace("é", "e"))
# expect: ('naïve ', 'café', ' 日本 🐝') ['naïve', 'café', '日本', '🐝'] True naïve cafe 日本 🐝
print(sorted("béa"), "é" > "z", "{:>5}|{:*^7}".format("é", "日本"))
# expect: ['a', 'b', 'é'] True     é|**日本***
