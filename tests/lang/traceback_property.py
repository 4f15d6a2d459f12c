class A:
    @property
    def p(self):
        return self._hidden + 1


print(A().p)
