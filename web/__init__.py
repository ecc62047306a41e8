"""The web page for clients and coaches, and how it is served."""
