"""Text pages, Word files, subtitles and films become a module's folder."""
