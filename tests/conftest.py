"""What holds for every test: laws are searched without a clock."""

from hypothesis import settings

settings.register_profile("headroom", deadline=None)
settings.load_profile("headroom")
