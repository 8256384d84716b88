"""Reading code by its syntax tree, and what of it may be left out: the parts of `code`."""
