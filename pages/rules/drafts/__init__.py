"""What the screens of a draft share: its comparison with the published model, its bar, cached answers."""
