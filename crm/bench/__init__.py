"""Data of any size, and how fast the pages are with it: `manage.py bench`."""
