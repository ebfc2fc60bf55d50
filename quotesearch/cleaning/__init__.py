"""See DESIGN: this room is being built."""
