"""Attributes and methods: bees gather honey for a hive."""


class Flower:
    def __init__(self, nectar):
        self.nectar = nectar

    def give(self, wanted):
        given = wanted if wanted < self.nectar else self.nectar
        self.nectar -= given
        return given

    def grow(self):
        self.nectar += 1


class Bee:
    kind = "bee"

    def __init__(self, hive, number):
        self.hive = hive
        self.number = number
        self.trips = 0

    def fly(self, flowers):
        flower = flowers[(self.number + self.trips) % len(flowers)]
        self.trips += 1
        self.hive.take(flower.give(self.load()))

    def load(self):
        return 1


class Worker(Bee):
    kind = "worker"

    def load(self):
        return 2 + self.trips % 2


class Hive:
    def __init__(self):
        self.honey = 0
        self.bees = []

    def add(self, bee):
        self.bees.append(bee)

    def take(self, load):
        self.honey += load

    @property
    def size(self):
        return len(self.bees)


def season(days):
    hive = Hive()
    for i in range(40):
        hive.add(Worker(hive, i) if i % 2 else Bee(hive, i))
    flowers = [Flower(i % 5) for i in range(17)]
    for _ in range(days):
        for bee in hive.bees:
            bee.fly(flowers)
        for flower in flowers:
            flower.grow()
    return hive.honey, hive.size, Worker.kind


print(season(12000))
