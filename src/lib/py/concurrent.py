# concurrent: a package with one module.
