"""The rules of tools/tidy.py, one module each: `check(tree) -> list of Finding`."""
