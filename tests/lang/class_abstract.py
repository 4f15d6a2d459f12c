# differs: 3.11
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self):
        ...
    @abstractmethod
    def name(self):
        ...
    def describe(self):
        return f"{self.name()} {self.area()}"
class Sq(Shape):
    def __init__(self, s):
        self.s = s
    def area(self):
        return self.s ** 2
    def name(self):
        return "square"
class Half(Shape):
    def area(self):
        return 0
print(Sq(3).describe())
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)
