"""Conferences with their rounds, venues, documents and invitations."""
