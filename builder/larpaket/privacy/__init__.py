"""The privacy sheet of a package: its facts, and its pages."""
