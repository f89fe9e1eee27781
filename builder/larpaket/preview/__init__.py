"""What surrounds a package while it is tried out: an LRS and the habits of real LMSs."""
