"""Middleware between the network and the app in production; asgi.py puts it together."""
