"""Files of a store: immutable objects, staged uploads, durable writes, ownership."""
