"""How fast, how small and how cheap it is, beside peers with the same routes, rules and table: `python -m bench`."""
