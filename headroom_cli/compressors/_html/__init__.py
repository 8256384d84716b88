"""Which HTML is a page to read, and what it says: the parts of `html`."""
