try:
    assert 1 == 2, "numbers differ"
except AssertionError as e:
    print(e, e.args)  # expect: numbers differ ('numbers differ',)
try:
    assert []
except AssertionError as e:
    print(repr(e), e.args)  # expect: AssertionError() ()
