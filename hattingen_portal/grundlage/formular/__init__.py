"""What every public form stands on."""
