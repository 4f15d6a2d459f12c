# Format specs of ints.
for spec in ["", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "+5", " ", "x", "#x", "X", "#X",
             "o", "#o", "b", "#b", "08b", "#010x", ",", "_", "10,", "010,", "_x", "_b", "c",
             "e", ".2f", "g", "%", "*^9", "*<4", "+,", "n", ".1e", "x>6", "=+6", "-", "#06b"]:
    print(repr(spec), format(1234567 if "," in spec else 65, spec), format(-65, spec) if spec != "c" else "")
print(format(10 ** 30, ","), format(2 ** 70, "x"), format(2 ** 70, "_b"), format(0, "05"), format(True, "d"))
