# Format specs of floats.
for spec in ["", "f", ".2f", ".0f", "#.0f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "10.2f",
             "<10.2f", "^10.2f", "010.2f", "+.1f", " .1f", ",", ",.2f", "_.2f", "n", ".3", ".1",
             ".10", "#g", "=+10.1f", "z.0f", "0=8.1f", "*>12,.1f", "012,.1f", "F"]:
    print(repr(spec), format(1234.5678, spec), format(-0.00012, spec), format(2.0, spec))
print(format(float("inf"), ".2f"), format(float("nan"), "010"), format(float("-inf"), ">8"), format(1e300, ",")[:9])
print(format(0.1, ".20f"), format(1e16, ""), format(12.0, ".1"), format(1e-7, ".3"), format(123456.0, ".3"))
