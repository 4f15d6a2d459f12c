try:
    import module_that_is_not_there
except ImportError as e:
    print(type(e).__name__, e)
