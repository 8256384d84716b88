"""What can be said shorter of compilers, linters and build tools: the parts of `build`."""
