"""A build: what has to be made is made, on all cores, and listed with what is there."""
