"""A robot learner: it walks a package in the preview's LMS, and reports what an LMS would have recorded."""
