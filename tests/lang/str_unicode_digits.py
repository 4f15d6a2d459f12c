for s in ("²", "½", "٣", "Ⅷ", "一", "①", "3"):
    print(s, s.isdecimal(), s.isdigit(), s.isnumeric(), s.isalpha(), s.isalnum())
print(int("٣٤"), float("١.٥"))
