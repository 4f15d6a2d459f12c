# Counting words with a dict.
text = "the bee and the ant and the wasp"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for word in sorted(counts, key=lambda w: (-counts[w], w)):
    print(f"{word:5} {counts[word]}")
# expect: the   3
# expect: and   2
# expect: ant   1
# expect: bee   1
# expect: wasp  1
print(sorted(set(text.replace(" ", ""))), text.title(), text.count("the"), max(text.split(), key=len))
# expect: ['a', 'b', 'd', 'e', 'h', 'n', 'p', 's', 't', 'w'] The Bee And The Ant And The Wasp 3 wasp
