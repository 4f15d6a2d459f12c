values = [1,
          2,
          None + 1,
          4]
