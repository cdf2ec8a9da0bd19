"""Many records written in one go, and undone as one."""
