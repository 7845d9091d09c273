"""QR codes: the bridge from a screen or a sheet of paper to the phone."""

import io

# Modules of white around the code, without which cameras do not find it (ISO/IEC 18004, 7.3.7).
RUHEZONE = 4


def qr_svg(text: str) -> bytes:
    """Give `text` as an SVG image, black on white whatever is around it; without a size of its own.

    Level M still reads with 15 % of the code covered or torn off.
    """
    import segno  # noqa: PLC0415 - 1 MB, loaded on first use: few processes are asked for a code

    bild = io.BytesIO()
    segno.make_qr(text, error="m").save(
        bild,
        kind="svg",
        border=RUHEZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return bild.getvalue()
