"""What joins the rooms for a project: adding, its examples as numbers, testing, publishing."""
