"""The failed logins that count at present, as the admin shows them."""

from axes.models import AccessAttempt


class Anmeldesperre(AccessAttempt):
    """Failed logins of one name from one line; of django-axes, in the portal's words.

    Whoever may delete them unlocks the name.
    """

    class Meta:
        app_label = "hattingen_portal"
        proxy = True
        verbose_name = "Anmeldesperre"
        verbose_name_plural = "Anmeldesperren"
        ordering = ["-attempt_time", "pk"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return f"Anmeldung als {self.username}"
