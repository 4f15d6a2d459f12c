"""Words counted by threads, their counts put together."""
from collections import Counter, defaultdict
from functools import reduce
import string
import threading

TEXT = """The bee sips, the bee hums.
A hive of bees: the queen, the drones, the rest!
Bees dance; a dance is a map."""

counts = []
lock = threading.Lock()


def count_words(line):
    table = str.maketrans("", "", string.punctuation)
    words = line.lower().translate(table).split()
    with lock:
        counts.append(Counter(words))


threads = []
for line in TEXT.splitlines():
    t = threading.Thread(target=count_words, args=(line,))
    t.start()
    threads.append(t)
for t in threads:
    t.join()
total = reduce(lambda a, b: a + b, counts, Counter())
for word, n in sorted(total.items(), key=lambda kv: (-kv[1], kv[0]))[:6]:
    print(f"{word:<8}{'*' * n:<6}{n:>3} {n / sum(total.values()):6.1%}")
by_length = defaultdict(list)
for word in sorted(total):
    by_length[len(word)].append(word)
print({k: by_length[k] for k in sorted(by_length)})
