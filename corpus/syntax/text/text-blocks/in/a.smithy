$version: "2.0"

metadata margin = """
    first
      deeper

    last
    """
metadata closing = """
        further in
      than the quotes
    """
metadata noBreak = """
    without a line break at the end"""
metadata trailing = """
    blanks go   
    unless they are escaped  \u0020
    """
metadata quotes = """
    "one" ""two"" \"""three\"""
    """
metadata joined = """
    one \
    two
    """
metadata tabs = """
	a tab is no margin
	"""
metadata empty = """
    """
