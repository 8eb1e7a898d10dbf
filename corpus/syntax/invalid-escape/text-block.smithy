$version: "2.0"

metadata a = """
    fine
    not \d+
    """
