"""What stands around a package while it is tried out: an LRS, later an LMS."""
