class Broken:
    value = 1
    other = undefined + value
