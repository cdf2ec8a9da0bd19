"""The demonstration: fictional people in Ladoga Region, which is on no map."""
