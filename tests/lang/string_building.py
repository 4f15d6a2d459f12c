# Common ways to build text.
s = ""
for i in range(5):
    s += str(i)
print(s, s * 2, "-" * 10, "=" * 3 + ">", "a" "b", "%s=%d" % ("x", 1), "Total: {:>8.2f}".format(3.14159), ", ".join(map(str, range(3))), "abc"[::-1], "\t|\t".join("ab"))
print("multi\nline", """triple
quoted""", r"raw\n", 'a' + "b" + '''c''')
print("a,b;c".replace(";", ",").split(","), "Hello World".swapcase(), " x ".strip().upper().center(5, "-"), "{:=^20}".format(" hi "), f"{'left':<10}|{'right':>10}|")
print("{:<10}|{:^10}|{:>10}".format("a", "b", "c"), "%-10s|%10s" % ("l", "r"), f"{3:>3}{10:>4}{200:>5}", f"{0.5:.0%} {1234.5:,.2f} {255:#x} {5:08b}", "x".join(["1", "2"]))
