# __future__: everything in it is already so, or about annotations.

annotations = "annotations"
print_function = "print_function"
division = "division"
absolute_import = "absolute_import"
unicode_literals = "unicode_literals"
generators = "generators"
nested_scopes = "nested_scopes"
with_statement = "with_statement"
generator_stop = "generator_stop"
