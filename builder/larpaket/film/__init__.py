"""Facts about a film: its MP4 file, its captions and its text version."""
