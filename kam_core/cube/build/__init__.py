"""Build or refresh a cube from source files: one month after another, the manifest last."""
