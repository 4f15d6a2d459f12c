print("tab\there", "nl\\n", 'q\'q', "q\"q", "\x41\u00e9\U0001F600\101\0".encode())
print(r"raw\n", "a" "b" 'c', """tri
ple""", repr("\x00\x1f\x7f\x80\xa0\xad\u200b"), repr('it\'s'), repr('"\''))
