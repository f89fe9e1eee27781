"""Whether everything that decides a package is as it was: files, this installation, and what lies there."""
