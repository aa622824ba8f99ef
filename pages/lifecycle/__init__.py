"""Screen Lifecycle: the lifecycle stage of each account."""
