"""Who may do what in the admin: roles, the accounts that have them, and who hands them out."""
