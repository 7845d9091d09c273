"""The front page of the admin: what is to do, how far each coming conference is, what waits."""
