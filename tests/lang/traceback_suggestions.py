import math
class Box:
    def __init__(self):
        self.width = 1
def show(make):
    try:
        make()
    except (AttributeError, NameError) as e:
        print(e)
counter = 1
show(lambda: Box().widht)
show(lambda: [].apend(1))
show(lambda: "".uper())
show(lambda: conter)
show(lambda: prin)
Box().widht
