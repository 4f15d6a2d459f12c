class Box:
    def __init__(self):
        self.items = {"a": [1, 2]}
    def look(self, k, i):
        return self.items[k][i] + self.items["b"][0]
box = Box()
print(1 + box.look("a", 0) * 2)
