"""Dicts: how often each word comes, by str and by int."""

WORDS = "the queen and the workers of a hive share one store of honey".split()


def count_words(times):
    counts = {}
    for i in range(times):
        word = WORDS[i % len(WORDS)]
        counts[word] = counts.get(word, 0) + 1
    return counts


def count_numbers(times):
    counts = {}
    x = 1
    for _ in range(times):
        x = (x * 1103515245 + 12345) % 2147483648
        key = x % 1000
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


print(sorted(count_words(1500000).items()))
print(len(count_numbers(1200000)))
