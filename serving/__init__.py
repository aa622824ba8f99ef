"""What stands between the network and the app where it is served in production; asgi.py puts it together."""
