class Stop(Exception):
    """no text"""


raise Stop
