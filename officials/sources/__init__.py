"""Where our knowledge comes from, and how far each may be relied on."""
