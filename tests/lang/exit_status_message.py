import sys
sys.exit("going down")
