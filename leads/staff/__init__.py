"""What the admins of all apps are made of: lists that stay fast at any size, and rows that are looked at."""
