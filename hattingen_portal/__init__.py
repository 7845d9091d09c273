"""The roof: settings, the pages that show several apps, and the ground they stand on."""
