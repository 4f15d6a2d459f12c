class A:
    def __init__(self):
        self.__secret = 1
    def get(self):
        return self.__secret
    def __hidden(self):
        return "h"
    def call(self):
        return self.__hidden()
a = A()
print(a.get(), a.call(), a._A__secret, a.__dict__)
try:
    a.__secret
except AttributeError as e:
    print(e)
class B(A):
    def bad(self):
        return self.__secret
try:
    B().bad()
except AttributeError as e:
    print(e)
