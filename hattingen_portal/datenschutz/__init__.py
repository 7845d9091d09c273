"""Personal data (GDPR): what is kept how long, and what is done about one person's."""
