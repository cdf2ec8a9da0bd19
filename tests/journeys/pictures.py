"""Small PNG files of screenshots: a palette of 256 colours instead of 16 million.

A screenshot of a calm page has few colours, and takes a third of the space this way.
Chromium reads the picture, since we have no library for it; what is written is the
simplest PNG there is (ISO/IEC 15948).
"""

import base64
import struct
import zlib

from playwright.sync_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE_COLOURS = 3  # PNG's number for that kind of picture

# Keeps the most frequent colour of every shade, so that a small red word stays red,
# then the most frequent of all, and gives every other the nearest of these.
COUNT_COLOURS = """async (png) => {
  const answer = await fetch("data:image/png;base64," + png);
  const image = await createImageBitmap(await answer.blob());
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const bytes = canvas.getImageData(0, 0, width, height).data;
  const colours = Uint32Array.from({ length: width * height }, (_, i) =>
    bytes[4 * i] << 16 | bytes[4 * i + 1] << 8 | bytes[4 * i + 2]);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const shades = new Map(
    byCount.toReversed().map((colour) => [colour & 0xc0c0c0, colour]));
  const palette = [...new Set([...shades.values(), ...byCount])].slice(0, 256);
  const kept = new Map(palette.map((colour, i) => [colour, i]));
  const apart = (a, b) => [16, 8, 0].reduce((sum, bits) =>
    sum + ((a >> bits & 255) - (b >> bits & 255)) ** 2, 0);
  const places = new Map(byCount.map((colour) => [colour, kept.get(colour) ??
    palette.reduce((best, other, j) =>
      apart(colour, other) < apart(colour, palette[best]) ? j : best, 0)]));
  const indices = Uint8Array.from(colours, (colour) => places.get(colour));
  let text = "";
  for (let i = 0; i < indices.length; i += 8192)
    text += String.fromCharCode(...indices.subarray(i, i + 8192));
  return [width, height, palette, btoa(text)];
}"""


def with_palette(png: bytes, page: Page) -> bytes:
    """The same picture with at most 256 colours; `page` is an empty page to work in."""
    width, height, colours, indices = page.evaluate(
        COUNT_COLOURS, base64.b64encode(png).decode()
    )
    pixels = base64.b64decode(indices)
    rows = (pixels[start : start + width] for start in range(0, len(pixels), width))
    unfiltered = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, PALETTE_COLOURS, 0, 0, 0)
    return (
        SIGNATURE
        + chunk(b"IHDR", header)
        + chunk(b"PLTE", b"".join(colour.to_bytes(3, "big") for colour in colours))
        + chunk(b"IDAT", zlib.compress(unfiltered, 9))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG file: its length, kind, content and checksum."""
    length = struct.pack(">I", len(content))
    return length + kind + content + struct.pack(">I", zlib.crc32(kind + content))
