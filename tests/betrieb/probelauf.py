"""`make probelauf`: the quick path of docs/betrieb.md, walked in an empty Debian 12.

Its code blocks are run as they stand; only host name and source are others, and nobody is there to
type a password. Afterwards `probelauf_pruefung.py` asks in there what a city would ask. Needs root,
Debian with debootstrap, the ports 80 and 443, and what this machine is set up with to reach package
registries, which is lent to the root while it exists (nothing of it is kept).

    python -m tests.betrieb.probelauf [--grundlage DATEI.tar] [--behalten]

`--grundlage` is a debootstrap that was packed before, to save half a minute; `--behalten` leaves
the folder to look at.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HIER = Path(__file__).parent
PROJEKT = HIER.parents[1]
SUITE = "bookworm"
RECHNER = "quartiere.example.org"
# How this machine reaches package registries: names of variables, and files by their place here
# and there. pip and npm look for a person's own settings in a home that the root does not have.
UMGEBUNG = re.compile(
    r"(https?|ftp|all|no)_proxy|pip_.*|npm_config_.*|.*_ca_bundle|ssl_cert_(file|dir)|node_extra_ca_certs",
    re.IGNORECASE,
)
DATEIEN = {
    "/etc/resolv.conf": "/etc/resolv.conf",
    "/etc/apt/sources.list": "/etc/apt/sources.list",
    "/etc/apt/sources.list.d": "/etc/apt/sources.list.d",
    "/etc/apt/apt.conf.d": "/etc/apt/apt.conf.d",
    "/etc/apt/auth.conf.d": "/etc/apt/auth.conf.d",
    "/etc/apt/keyrings": "/etc/apt/keyrings",
    "/etc/pip.conf": "/etc/pip.conf",
    "~/.config/pip/pip.conf": "/etc/xdg/pip/pip.conf",
    "/etc/npmrc": "/etc/npmrc",
    "~/.npmrc": "/etc/npmrc.person",
    "/usr/local/share/ca-certificates": "/usr/local/share/ca-certificates",
    "/etc/ssl/certs/ca-certificates.crt": "/etc/ssl/certs/ca-certificates.crt",
}
# Mounted over what the walk sees; all of it goes with the namespace.
EINRICHTEN = """\
set -euo pipefail
mount -t proc proc {wurzel}/proc
mount --rbind /dev {wurzel}/dev
mount -t tmpfs tmpfs {wurzel}/run
exec chroot {wurzel} /usr/bin/env -i {umgebung} HOME=/root PATH={pfad} LANG=C.UTF-8 \\
    /bin/bash /probelauf/weg.sh
"""
PFAD = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def main() -> None:
    leser = argparse.ArgumentParser(prog="make probelauf")
    leser.add_argument("--grundlage", type=Path)
    leser.add_argument("--behalten", action="store_true")
    wahl = leser.parse_args()
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        sys.exit("Der Probelauf braucht root und debootstrap (Debian: apt install debootstrap).")
    beginn = time.monotonic()
    wurzel = Path(tempfile.mkdtemp(prefix="portal-probelauf-"))
    try:
        debian(wurzel, wahl.grundlage)
        wurzel.chmod(0o755)  # to its own accounts it is the root of all
        ausleihen(wurzel)
        bereitlegen(wurzel)
        umgebung = {name: wert for name, wert in os.environ.items() if UMGEBUNG.fullmatch(name)}
        if Path("~/.npmrc").expanduser().exists():
            umgebung["NPM_CONFIG_USERCONFIG"] = "/etc/npmrc.person"
        befehl = EINRICHTEN.format(
            wurzel=wurzel,
            umgebung=" ".join(f"{name}='{wert}'" for name, wert in umgebung.items()),
            pfad=PFAD,
        )
        # A namespace of their own for processes and mounts: nothing outlives the walk.
        ergebnis = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", befehl],
            check=False,
        ).returncode
    finally:
        if not wahl.behalten:
            shutil.rmtree(wurzel, ignore_errors=True)
    dauer = round(time.monotonic() - beginn)
    print(f"Probelauf {'misslungen' if ergebnis else 'gelungen'} nach {dauer} Sekunden.")
    sys.exit(ergebnis)


def debian(wurzel: Path, grundlage: Path | None) -> None:
    """Make an empty Debian in `wurzel`, from where this machine gets its packages."""
    print("== Ein leeres Debian entsteht", flush=True)
    if grundlage is not None:
        subprocess.run(["tar", "-C", wurzel, "-xf", grundlage], check=True)
        return
    ziele = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    quelle = next((z.split()[0] for z in ziele if z.split()[1:] == [SUITE]), None)
    if quelle is None:
        sys.exit(f"Dieser Rechner kennt keine Paketquelle für Debian „{SUITE}“.")
    befehl = ["debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE]
    subprocess.run([*befehl, str(wurzel), quelle], check=True, stdout=subprocess.DEVNULL)


def ausleihen(wurzel: Path) -> None:
    """Let the root reach package registries as this machine does, and not as debootstrap did."""
    (wurzel / "etc/apt/sources.list").unlink(missing_ok=True)
    for hier, dort in DATEIEN.items():
        quelle, ziel = Path(hier).expanduser(), wurzel / dort.lstrip("/")
        ziel.parent.mkdir(parents=True, exist_ok=True)
        if quelle.is_dir():
            shutil.copytree(quelle, ziel, dirs_exist_ok=True)
        elif quelle.is_file():
            shutil.copyfile(quelle, ziel)


def bereitlegen(wurzel: Path) -> None:
    """Put into the root the repository, the commands, and what takes the place of systemd."""
    ablage = wurzel / "probelauf"
    ablage.mkdir()
    subprocess.run(
        ["git", "clone", "--quiet", "--bare", str(PROJEKT), str(ablage / "portal.git")], check=True
    )
    for datei in ("systemd_ersatz.py", "probelauf_pruefung.py"):
        shutil.copy(HIER / datei, ablage)
    (ablage / "weg.sh").write_text(weg((PROJEKT / "docs/betrieb.md").read_text()))
    with (wurzel / "etc/hosts").open("a") as datei:
        datei.write(f"127.0.0.1 localhost {RECHNER}\n")
    # Programs must not be started by their installation: that is for systemd, or its substitute.
    ausfuehrbar(wurzel / "usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n")
    ausfuehrbar(ablage / "systemctl", '#!/bin/sh\nexec python3 /probelauf/systemd_ersatz.py "$@"\n')
    # The repository lies there as root's; elsewhere it comes over the network.
    (wurzel / "etc/gitconfig").write_text("[safe]\n\tdirectory = *\n")


def ausfuehrbar(datei: Path, inhalt: str) -> None:
    datei.write_text(inhalt)
    datei.chmod(0o755)


def bloecke(seite: str) -> list[str]:
    """Give the commands of the quick path, block by block; without the last, which is about
    content and mail.
    """
    abschnitt = seite.partition("\n## Quick path\n")[2].partition("\n## ")[0]
    gefunden = re.findall(r"^```sh\n(.*?)^```$", abschnitt, re.MULTILINE | re.DOTALL)
    assert "check --tag inhalt" in gefunden[-1]
    return gefunden[:-1]


def weg(seite: str) -> str:
    """Give the script that walks the page `seite` (docs/betrieb.md)."""
    angaben, programme, *weitere = bloecke(seite)
    ersetzt = {
        r"^HOST=.*$": f"HOST={RECHNER}",
        r"^QUELLE=.*$": "QUELLE=/probelauf/portal.git",
    }
    for muster, neu in ersetzt.items():
        angaben, anzahl = re.subn(muster, neu, angaben, flags=re.MULTILINE)
        assert anzahl == 1, muster
    for nummer, block in enumerate(weitere):
        if "portal createsuperuser\n" in block:
            weitere[nummer] = block.replace(
                "portal createsuperuser\n",
                "DJANGO_SUPERUSER_PASSWORD='ein langes Wort' portal createsuperuser --noinput "
                "--username betrieb --email betrieb@example.org\n",
            )
    # What Debian's systemd does by itself: to run, and to start a database that was installed.
    systemd = (
        "cp /probelauf/systemctl /usr/bin/systemctl\n"
        "(setsid python3 /probelauf/systemd_ersatz.py dienst >/run/ersatz.log 2>&1 &)\n"
        "until systemctl daemon-reload 2>/dev/null; do sleep 0.1; done\n"
        "systemctl start postgresql@15-main.service\n"
    )
    teile = [angaben, programme, systemd, *weitere, "python3 /probelauf/probelauf_pruefung.py\n"]
    ansagen = "".join(
        f"echo; echo '== Schritt {nummer} nach '$SECONDS' Sekunden'\nset -x\n{teil}"
        "{ set +x; } 2>/dev/null\n"
        for nummer, teil in enumerate(teile)
    )
    return (
        "set -euo pipefail\nexport DEBIAN_FRONTEND=noninteractive\n"
        "trap 'tail -n 40 /run/*.log /var/log/nginx/*.log >&2 2>/dev/null || true' ERR\n" + ansagen
    )


if __name__ == "__main__":
    main()
