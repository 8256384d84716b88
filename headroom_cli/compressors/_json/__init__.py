"""How JSON is said as tables: the parts of `json`."""
