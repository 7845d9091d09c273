"""What every page of the admin stands on."""
