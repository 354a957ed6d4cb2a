"""A package in a subfolder of a folder of sys.path."""


def lorry():
    return "lorry 1"
