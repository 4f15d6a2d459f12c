print(bin(10), oct(10), hex(255), bin(-5), hex(-255), oct(0), f"{-10:#b}", f"{10:08b}", f"{255:#06x}", f"{1 << 70:,}")
print(0b101, 0o17, 0xff, 1_000_000, 0XFF, 0B1, 0O7, 00)
for bad in (1.5, "5", None):
    try:
        print(hex(bad))
    except TypeError as e:
        print(e)
