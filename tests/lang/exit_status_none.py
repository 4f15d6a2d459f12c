import sys
try:
    sys.exit()
except SystemExit as e:
    print(repr(e), e.code)
try:
    sys.exit(4)
finally:
    print("cleanup")
