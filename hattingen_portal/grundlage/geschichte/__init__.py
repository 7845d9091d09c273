"""Who changed what when, for the office: kept by django-simple-history, read in words."""
