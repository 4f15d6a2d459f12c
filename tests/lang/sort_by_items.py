# The usual ways to sort a dict's items and lists of records.
counts = {"bee": 3, "ant": 5, "wasp": 3}
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
# expect: [('ant', 5), ('bee', 3), ('wasp', 3)]
print(sorted(counts, key=counts.get), max(counts, key=counts.get))
# expect: ['bee', 'wasp', 'ant'] ant
print([k for k, v in sorted(counts.items(), key=lambda kv: kv[1])])
# expect: ['bee', 'wasp', 'ant']
people = [{"n": "Al", "a": 3}, {"n": "Bo", "a": 1}]
people.sort(key=lambda p: p["a"])
print(people, min(people, key=lambda p: p["n"])["n"])
# expect: [{'n': 'Bo', 'a': 1}, {'n': 'Al', 'a': 3}] Al
