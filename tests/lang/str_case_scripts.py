print("աբգ".upper(), "ԱԲԳ".lower(), "ხელი".upper(), "ꭰ".upper(), "Ꭰ".lower())
print("𐐨".upper(), "𐐀".lower(), "ⓐ".upper(), "Ⓐ".lower(), "ⅷ".upper(), "ａ".upper())
print("ẞ".lower(), "ſ".upper(), "K".lower(), "µ".upper(), "ÿ".upper(), "ǅ".lower(), "ǅ".swapcase())
print("ᾳ".upper(), "ᾳ".title(), "ΐ".upper(), "և".upper(), "ﬃ".upper())
