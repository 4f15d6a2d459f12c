name = "x"
print(f"""a
{name}
  {
    name
    + "y"
  }""")
print(f"a{name}" "b{name}" f"c{name}" r"\n" rf"\n{name}")
