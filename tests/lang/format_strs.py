# Format specs of strings.
for spec in ["", "s", "10", "<10", ">10", "^10", "*^10", ".2", "10.2", "^10.3s", "é>8", "05", "<05"]:
    print(repr(spec), "[" + format("bee", spec) + "]")
# expect: '' [bee]
# expect: 's' [bee]
# expect: '10' [bee       ]
# expect: '<10' [bee       ]
# expect: '>10' [       bee]
# expect: '^10' [   bee    ]
# expect: '*^10' [***bee****]
# expect: '.2' [be]
# expect: '10.2' [be        ]
# expect: '^10.3s' [   bee    ]
# expect: 'é>8' [ééééébee]
# expect: '05' [bee00]
# expect: '<05' [bee00]
