value = "text"
print(f"value is {value:d}")
