"""What people think of an official, dated and with reasons; whom to look at next."""
