"""What git, compilers, linters and build tools said of small programs, as they said it."""

from pathlib import Path


def recorded(name):
    return (Path(__file__).parent / f"{name}.txt").read_bytes().decode()


LOG_OF_PATCHES = recorded("git_log_patches")
LOG_OF_STATS = recorded("git_log_stats")
MERGE = recorded("git_merge")
BLAME = recorded("git_blame")
BLAME_AFTER_A_RENAME = recorded("git_blame_renamed")
GCC = recorded("gcc")
ESLINT = recorded("eslint")
CMAKE = recorded("cmake")
RUSTC = recorded("rustc")
JAVAC = recorded("javac")
TSC = recorded("tsc")
