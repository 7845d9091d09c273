"""The previous release: its commit, and the last migration that it has of each app.

To be renewed with each release, after which `ERLAUBT` is empty again.
"""

COMMIT = "8754dfbc773d2c94917273cff90903f3c2fa3da8"
STAND = {
    "akteure": "0003_geschichte_bestand",
    "aktuelles": "0006_geschichte_bestand",
    "hattingen_portal": "0015_suche_ansprechpersonen",
    "konferenzen": "0012_bisherige_termine_bestand",
    "quartiere": "0005_geschichte_bestand",
}
# What would be refused, and why it does no harm to the release that still runs: by app, migration
# and the operation's number in it, counted from 0.
ERLAUBT: dict[tuple[str, str, int], str] = {
    **{
        ("hattingen_portal", "0016_stand", nummer): "triggers that write into tables of their own"
        for nummer in range(1, 27)
    },
    **{
        ("hattingen_portal", "0019_sichtbarkeit_beobachten", nummer): "triggers as before"
        for nummer in range(5)
    },
    (
        "hattingen_portal",
        "0018_loeschungen_beobachten",
        0,
    ): "a column and functions of the triggers' own",
    (
        "hattingen_portal",
        "0020_sendung_abgelegt",
        0,
    ): "few rows, that no worker is at; what the old one files later, `erneut_senden` puts right",
    ("konferenzen", "0013_aenderung_ohne_personen", 0): "a trigger that allows more than before",
    ("quartiere", "0006_deutsch_sortiert", 0): "a function that nobody has called so far",
}
