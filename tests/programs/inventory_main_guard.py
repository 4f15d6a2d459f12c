"""A shop's stock: __main__ guard, class methods, static methods."""
import threading
from collections import namedtuple
from enum import Enum

Sale = namedtuple("Sale", ["item", "count", "price"])


class Status(Enum):
    OPEN = 1
    CLOSED = 2


class Shop:
    VAT = 0.2
    _instances = 0

    def __init__(self, **stock):
        self.stock = dict(stock)
        self.sales = []
        self.status = Status.OPEN
        self.lock = threading.Lock()
        Shop._instances += 1

    @classmethod
    def small(cls):
        return cls(honey=3, wax=1)

    @staticmethod
    def with_tax(price):
        return round(price * (1 + Shop.VAT), 2)

    def sell(self, item, count, price):
        with self.lock:
            left = self.stock.get(item, 0)
            if self.status is not Status.OPEN or left < count:
                return None
            self.stock[item] = left - count
            self.sales.append(Sale(item, count, price))
            return self.sales[-1]


def customer(shop, wishes):
    for item, count in wishes:
        shop.sell(item, count, {"honey": 6.5, "wax": 2.25}.get(item, 0))


def main():
    shop = Shop.small()
    wishes = [("honey", 1), ("wax", 1), ("bees", 9)]
    threads = [threading.Thread(target=customer, args=(shop, wishes))
               for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    shop.status = Status.CLOSED
    print(shop.stock, len(shop.sales), shop.sell("honey", 0, 1))
    income = sum(s.count * s.price for s in shop.sales)
    print(f"{income:.2f} -> {Shop.with_tax(income):8.2f}|{income:<8}|")
    print(shop.status, shop.status.name, Shop._instances)
    print(sorted({s.item for s in shop.sales}), Sale("a", 1, 2)._asdict())


if __name__ == "__main__":
    main()
