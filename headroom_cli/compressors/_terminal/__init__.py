"""What only a terminal needs, and how it is said or left out: the parts of `terminal`."""
