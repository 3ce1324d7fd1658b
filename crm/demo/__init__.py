SLUG = "demo"
