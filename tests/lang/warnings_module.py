import warnings
warnings.warn("careful")
warnings.warn("old thing", DeprecationWarning)
def f():
    warnings.warn("from f", UserWarning, stacklevel=2)
f()
f()
for _ in range(2):
    warnings.warn("once per place")
warnings.simplefilter("ignore")
warnings.warn("silent")
warnings.simplefilter("error")
try:
    warnings.warn("raised", RuntimeWarning)
except RuntimeWarning as e:
    print("caught", e)
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always")
    warnings.warn("recorded")
print(len(got), got[0].message, got[0].category.__name__)
