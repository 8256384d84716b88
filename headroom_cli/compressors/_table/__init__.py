"""How tables in plain text are read and said: the parts of `table`."""
