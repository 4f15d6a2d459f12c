"""Random numbers from a seed: the same in every run."""
import random
import threading

random.seed(49)
draws = random.sample(range(1, 50), 6)
print("numbers:", sorted(draws))
hat = list("abcdefg")
random.shuffle(hat)
print(hat, random.choice(hat), random.randint(1, 6))
print([random.randrange(0, 100, 5) for _ in range(5)])
print(f"{random.random():.6f} {random.uniform(1, 2):.6f}",
      f"{random.gauss(0, 1):.6f}")
print(random.choices("xyz", weights=[5, 1, 1], k=8))
hits = {}


def play(name, seed):
    rng = random.Random(seed)
    hits[name] = sum(len(set(rng.sample(range(1, 50), 6)) & set(draws))
                     for _ in range(20))


players = [threading.Thread(target=play, args=(n, i))
           for i, n in enumerate(["ann", "bob", "cid"])]
for p in players:
    p.start()
for p in players:
    p.join()
print(dict(sorted(hits.items())))
best, score = max(sorted(hits.items()), key=lambda item: item[1])
print(best, "wins with", score)
