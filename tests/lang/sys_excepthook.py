import sys
def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb is not None)
sys.excepthook = hook
raise ValueError("seen by hook")
