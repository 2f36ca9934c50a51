"""People: who has signed in to a shared server, what each may do, and what was done."""
