"""Run a program of the server as an ordinary account where the portal runs as root.

A script of its own and not a function of the portal: what happens between fork and exec in a
process with threads may hang.

    python abstieg.py UID GID PROGRAMM [ARGUMENT …]        ("-" for both: stay who you are)
"""

import ctypes
import os
import sys

# From linux/prctl.h and linux/capability.h.
PR_SET_KEEPCAPS = 8
PR_GET_SECUREBITS, PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 27, 28, 4
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE = 1


def absteigen(uid: int, gid: int) -> None:
    """Change from root to the account `uid`, keeping only the right to open files.

    PostgreSQL refuses to run as root. But the portal may lie in a folder that only root can
    enter, such as /root; the one capability kept lets the server through without widening that
    folder's permissions. Where the system does not grant it, the server goes without.
    """
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    if libc:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        # Without this bit, access(2), by which the server looks at its own program files, would
        # not count the capability.
        bits = libc.prctl(PR_GET_SECUREBITS, 0, 0, 0, 0) | SECBIT_NO_SETUID_FIXUP
        libc.prctl(PR_SET_SECUREBITS, bits, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if libc:
        kopf = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        recht = 1 << CAP_DAC_OVERRIDE
        # effective, permitted, inheritable: once for the lower and once for the upper 32 bits
        libc.capset(kopf, (ctypes.c_uint32 * 6)(recht, recht, recht, 0, 0, 0))
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def main(uid: str, gid: str, *befehl: str) -> None:
    """Become the account and then the program."""
    if uid != "-":
        absteigen(int(uid), int(gid))
    os.execv(befehl[0], befehl)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(*sys.argv[1:])
