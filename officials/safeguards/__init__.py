"""What is known against somebody, what could go wrong for whom, who else must sign."""
