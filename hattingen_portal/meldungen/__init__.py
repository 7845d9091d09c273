"""Messages from citizens: contact, barriers met on the portal, corrections of an entry."""
