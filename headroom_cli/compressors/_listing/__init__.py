"""The forms a listing can take: the parts of `listing`."""
