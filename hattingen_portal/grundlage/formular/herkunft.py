"""Where a request comes from, as far as the limit on public forms has to know it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

IPV6_ANSCHLUSS = 64  # bits: what one customer is given (RIPE-690, section 4.2)


def anschluss(request: HttpRequest) -> str:
    """Give the address of the line that `request` came over; empty where none can be told.

    Behind PORTAL_PROXYS proxies it is the entry of X-Forwarded-For that the outermost wrote,
    counted from the right: what stands further left, anybody can write. An IPv6 address is cut to
    its network, for one line has 2^64 of them.
    """
    weitergereicht = request.headers.get("X-Forwarded-For", "").split(",")
    kandidaten = [request.META.get("REMOTE_ADDR", "")]
    if 0 < settings.PORTAL_PROXYS <= len(weitergereicht):
        kandidaten.insert(0, weitergereicht[-settings.PORTAL_PROXYS])
    return next((text for kandidat in kandidaten if (text := _gekuerzt(kandidat.strip()))), "")


def _gekuerzt(text: str) -> str:
    try:
        adresse: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(adresse, IPv4Address):
        return str(adresse)
    if adresse.ipv4_mapped:
        return str(adresse.ipv4_mapped)
    return str(IPv6Network((int(adresse), IPV6_ANSCHLUSS), strict=False))
